package org.assay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import org.assay.lab.Judge;
import org.assay.lab.LabException;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Results;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ArmRecord;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.Scale;
import org.assay.lab.Study;

/** A plan as it is shown, before a run and beside one. */
record PlanSheet(
        String study,
        String family,
        String question,
        List<Paper> papers,
        Scale scale,
        List<ArmRecord> arms,
        List<Integer> looks,
        List<ClaimRecord> claims,
        String planHash,
        List<String> deviations) {

    static PlanSheet of(Study<?> study, Plan<?> plan, Scale scale) {
        var arms = plan.arms().stream()
                .map(arm -> new ArmRecord(arm.name(), plan.exploratory(arm), plan.settingValues(scale, arm)))
                .toList();
        return new PlanSheet(
                study.id(),
                study.family(),
                study.question(),
                study.papers(),
                scale,
                arms,
                plan.looks(),
                Judge.judge(plan, scale, Results.of(List.of()), 0),
                plan.hash(scale),
                study.deviations());
    }

    static PlanSheet of(RunRecord run) {
        var looks = new ArrayList<Integer>();
        try {
            Json.tree(run.plan()).path("looks").forEach(look -> looks.add(look.asInt()));
        } catch (JsonProcessingException e) {
            throw new LabException(
                    "The plan of run " + run.run() + " cannot be read: " + e.getOriginalMessage() + ".", e);
        }
        return new PlanSheet(
                run.study(),
                run.family(),
                run.question(),
                run.papers(),
                run.scale(),
                run.arms(),
                looks,
                run.claims(),
                run.planHash(),
                run.deviations());
    }
}

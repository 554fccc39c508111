package org.assay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.lab.Claim;
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
import org.assay.lab.Tuning;

/**
 * A plan as it is shown, before a run and beside one.
 *
 * @param goOn claims for which a run goes on when the primary ones are decided
 * @param tuning what the plan chooses by itself before it runs; empty if nothing, or if it has been chosen
 * @param device the graphics card that trials compute on; empty if they use the processor alone
 */
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
        List<String> deviations,
        List<String> goOn,
        Optional<String> tuning,
        Optional<String> device) {

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
                study.deviations(),
                plan.claims().stream()
                        .filter(Claim::untilDecided)
                        .map(Claim::id)
                        .toList(),
                plan.tuning().filter(_ -> plan.untuned()).map(Tuning::words),
                Optional.of(plan.device()).filter(_ -> plan.onDevice()));
    }

    static PlanSheet of(RunRecord run) {
        var looks = new ArrayList<Integer>();
        var goOn = new ArrayList<String>();
        Optional<String> device;
        try {
            var plan = Json.tree(run.plan());
            device = Optional.ofNullable(plan.path("device").textValue());
            plan.path("looks").forEach(look -> looks.add(look.asInt()));
            plan.path("claims").properties().stream()
                    .filter(claim -> claim.getValue().path("untilDecided").asBoolean())
                    .forEach(claim -> goOn.add(claim.getKey()));
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
                run.deviations(),
                goOn,
                Optional.empty(),
                device);
    }
}

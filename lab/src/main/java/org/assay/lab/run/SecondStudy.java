package org.assay.lab.run;

import java.util.List;
import org.assay.lab.Figure;
import org.assay.lab.Materials;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.SecondPlan;
import org.assay.lab.Study;
import org.assay.lab.Trial;

/** A study seen through its second plan. */
record SecondStudy<S extends Record>(Study<S> study, SecondPlan<S> second) implements Study<S> {

    @Override
    public List<Paper> papers() {
        return study.papers();
    }

    @Override
    public String question() {
        return second.question();
    }

    @Override
    public String family() {
        return study.family();
    }

    @Override
    public List<String> courseLists() {
        return study.courseLists();
    }

    @Override
    public Plan<S> plan() {
        return second.plan();
    }

    @Override
    public void run(Trial<S> trial) throws Exception {
        study.run(trial);
    }

    @Override
    public List<Figure> figures() {
        return second.figures();
    }

    @Override
    public List<String> deviations() {
        return study.deviations();
    }

    @Override
    public Materials materials() {
        return study.materials();
    }

    @Override
    public String id() {
        return study.id() + "-" + second.name();
    }
}

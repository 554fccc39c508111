package org.assay.studies;

/** The lists of project ideas that the catalogue covers, as studies name them. */
public final class CourseLists {
    public static final String REPRODUCIBILITY = "COMP6258 2024-25, reproducibility challenge";
    public static final String DD2424 = "DD2424 2025, projects and papers";
    public static final String PROJECT_IDEAS = "6.7960 Fall 2024, project ideas";
    public static final String DEEP_LEARNING = "Deep Learning Spring 2023, project topics";

    private CourseLists() {}
}

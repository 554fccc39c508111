package org.assay.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house: rooms, and which may use which. */
@AnalyzeClasses(packages = "org.assay", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule ROOMS_HAVE_ONE_DIRECTION = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("tensor")
            .definedBy("org.assay.tensor..")
            .layer("nn")
            .definedBy("org.assay.nn..")
            .layer("data")
            .definedBy("org.assay.data..")
            .layer("solve")
            .definedBy("org.assay.solve..")
            .layer("lab")
            .definedBy("org.assay.lab..")
            .layer("report")
            .definedBy("org.assay.report..")
            .layer("studies")
            .definedBy("org.assay.studies..")
            .layer("bench")
            .definedBy("org.assay.bench..")
            .layer("web")
            .definedBy("org.assay.web..")
            .layer("spark")
            .definedBy("org.assay.spark..")
            .layer("cli")
            .definedBy("org.assay.cli..")
            .whereLayer("tensor")
            .mayNotAccessAnyLayer()
            .whereLayer("nn")
            .mayOnlyAccessLayers("tensor")
            .whereLayer("data")
            .mayOnlyAccessLayers("tensor")
            .whereLayer("solve")
            .mayOnlyAccessLayers("tensor")
            .whereLayer("lab")
            .mayNotAccessAnyLayer()
            .whereLayer("report")
            .mayOnlyAccessLayers("lab")
            .whereLayer("studies")
            .mayOnlyAccessLayers("lab", "nn", "data", "solve", "tensor")
            .whereLayer("bench")
            .mayOnlyAccessLayers("nn", "data", "tensor")
            .whereLayer("web")
            .mayOnlyAccessLayers("report", "lab")
            .whereLayer("spark")
            .mayOnlyAccessLayers("lab");

    @ArchTest
    static final ArchRule ONLY_TENSOR_KNOWS_THE_NATIVE_LIBRARY = noClasses()
            .that()
            .resideOutsideOfPackages("org.assay.tensor..", "org.assay.bench.naive..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..")
            .as("only tensor knows the native library, and the benchmark that shows its use without tensor");

    @ArchTest
    static final ArchRule THE_LABORATORY_KNOWS_NOTHING_OF_TENSORS = noClasses()
            .that()
            .resideInAnyPackage("org.assay.lab..", "org.assay.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.assay.tensor..", "org.assay.nn..", "org.assay.data..", "org.assay.solve..", "org.bytedeco..");

    @ArchTest
    static final ArchRule NO_ROOM_IS_BUILT_ON_A_CYCLE =
            slices().matching("org.assay.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule STUDIES_STAND_ALONE = slices().matching("org.assay.studies.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);
}

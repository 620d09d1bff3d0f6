package dev.syslab.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.syslab.engine.process.Child;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class ArchitectureTest {
  private static final String PROGRAMS =
      "dev\\.syslab\\.(services\\.(kafka\\.KafkaBroker|Keeper)|subject\\.(bench\\.BenchMain|host\\.Leftovers))";

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.syslab");
  }

  @Test
  void every_module_is_looked_at() {
    for (String module : new String[] {"subject", "services", "kit", "engine", "cli"}) {
      assertThat(classes)
          .as(module)
          .anyMatch(type -> type.getPackageName().startsWith("dev.syslab." + module));
    }
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("dev.syslab.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void the_subject_knows_nothing_else_of_syslab() {
    noClasses()
        .that()
        .resideInAPackage("dev.syslab.subject..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.syslab.services..", "dev.syslab.kit..", "dev.syslab.engine..", "dev.syslab.cli..")
        .check(classes);
  }

  @Test
  void services_know_no_tests_and_no_commands() {
    noClasses()
        .that()
        .resideInAPackage("dev.syslab.services..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.syslab.kit..", "dev.syslab.engine..", "dev.syslab.cli..")
        .check(classes);
  }

  /** Each may use what is below it; a technology is known to the facade only. */
  @Test
  void services_depend_downwards_and_technologies_do_not_know_each_other() {
    String services = "dev.syslab.services.";
    String[] technologies = {"postgresql", "redis", "rabbitmq", "kafka"};
    var layers =
        layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.syslab.services..")
            .layer("facade")
            .definedBy("dev.syslab.services");
    for (String room :
        new String[] {"base", "process", "registry", "server", "embedded", "engine"}) {
      layers = layers.layer(room).definedBy(services + room + "..");
    }
    for (String technology : technologies) {
      layers = layers.layer(technology).definedBy(services + technology + "..");
    }
    layers = layers.whereLayer("facade").mayNotBeAccessedByAnyLayer();
    for (String technology : technologies) {
      layers = layers.whereLayer(technology).mayOnlyBeAccessedByLayers("facade");
    }
    layers
        .whereLayer("base")
        .mayNotAccessAnyLayer()
        .whereLayer("process")
        .mayOnlyAccessLayers("base")
        .whereLayer("registry")
        .mayOnlyAccessLayers("base", "process")
        .whereLayer("server")
        .mayOnlyAccessLayers("base", "process", "registry")
        .whereLayer("engine")
        .mayOnlyAccessLayers("base", "registry", "server")
        .whereLayer("embedded")
        .mayOnlyAccessLayers("base", "process", "registry", "server")
        .check(classes);
  }

  @Test
  void the_kit_knows_neither_labs_nor_who_runs_them() {
    noClasses()
        .that()
        .resideInAPackage("dev.syslab.kit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.syslab.labs..",
            "dev.syslab.solutions..",
            "dev.syslab.engine..",
            "dev.syslab.cli..")
        .check(classes);
  }

  @Test
  void what_runs_a_test_knows_neither_its_servers_nor_its_subjects() {
    noClasses()
        .that()
        .resideInAPackage("dev.syslab.kit.run..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.syslab.kit", "dev.syslab.kit.net..")
        .check(classes);
  }

  @Test
  void the_engine_knows_no_command() {
    noClasses()
        .that()
        .resideInAPackage("dev.syslab.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.syslab.cli..", "picocli..")
        .check(classes);
  }

  @Test
  void programs_do_not_write_numbers_in_the_users_language() {
    methods()
        .that()
        .haveName("main")
        .and()
        .areStatic()
        .and()
        .arePublic()
        .should(
            new ArchCondition<JavaMethod>("call Locale.setDefault first") {
              @Override
              public void check(JavaMethod main, ConditionEvents events) {
                boolean calls =
                    main.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTarget().getName().equals("setDefault"));
                events.add(new SimpleConditionEvent(main, calls, main.getFullName()));
              }
            })
        .check(classes);
  }

  @Test
  void children_are_started_in_few_places() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.syslab.engine..", "dev.syslab.cli..")
        .and()
        .doNotHaveFullyQualifiedName(Child.class.getName())
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.ProcessBuilder")
        .orShould()
        .callMethod(Runtime.class, "exec", String.class)
        .orShould()
        .callMethod(Runtime.class, "exec", String[].class)
        .check(classes);
  }

  @Test
  void only_commands_print() {
    // Who puts the output back, and programs: broker and keeper have a log file, the engine follows
    // that of benchmarks.
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.syslab.cli..")
        .and()
        .haveNameNotMatching(PROGRAMS)
        .should()
        .accessField(System.class, "out")
        .check(classes);
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.syslab.cli..", "dev.syslab.subject.host..")
        .and()
        .haveNameNotMatching(PROGRAMS)
        .should()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(classes);
  }
}

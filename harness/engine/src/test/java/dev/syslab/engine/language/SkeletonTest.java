package dev.syslab.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.language.Skeleton.Todo;
import java.util.List;
import org.junit.jupiter.api.Test;

class SkeletonTest {
  private static Skeleton skeleton(String... members) {
    String type =
        "public final class MyShop implements Shop {\n" + String.join("\n", members) + "}";
    return new Skeleton(List.of(type, "class MyHelper { void sell() {} }"), "Shop");
  }

  @Test
  void each_method_says_its_stage_and_its_sentence() {
    Skeleton skeleton =
        skeleton(
            "@Override // TODO 1; then 2: in one transaction",
            "public int sell(String what) { // TODO 1",
            "  if (what == null) { return 0; }",
            "  throw new NotImplemented(1, \"say \\\"sold\\\", \" + (\"and \" + \"count\"));",
            "}",
            "public int stock() { throw new NotImplemented(2, \"count what is there\"); }",
            "public int none() { return 0; }");

    assertThat(skeleton.todo("sell")).contains(new Todo(1, "say \"sold\", and count"));
    assertThat(skeleton.todo("stock")).contains(new Todo(2, "count what is there"));
    assertThat(skeleton.todo("none")).isEmpty();
    assertThat(skeleton.open()).containsExactly("sell", "stock");
    assertThat(skeleton.note("sell")).isEqualTo("TODO 1; then 2: in one transaction TODO 1");
  }

  @Test
  void a_constructor_that_throws_answers_every_call() {
    Skeleton skeleton =
        skeleton(
            "MyShop(Environment env) { throw new NotImplemented(1, \"connect\"); }",
            "public int stock() { throw new NotImplemented(2, \"count\"); }");

    assertThat(skeleton.todo("stock")).contains(new Todo(1, "connect"));
    assertThat(skeleton.todo("other")).contains(new Todo(1, "connect"));
  }

  @Test
  void code_that_is_just_being_written_is_read_as_far_as_it_goes() {
    Skeleton skeleton =
        skeleton(
            "public int sell(String what) { return what. ; }",
            "public int stock() { throw new NotImplemented(2, \"count\"); }");

    assertThat(skeleton.open()).containsExactly("stock");
  }
}

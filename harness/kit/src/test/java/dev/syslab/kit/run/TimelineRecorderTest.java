package dev.syslab.kit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.kit.verdict.Event;
import dev.syslab.kit.verdict.Event.Kind;
import dev.syslab.kit.verdict.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineRecorderTest {
  @Test
  void a_recorder_notes_calls_and_faults_from_their_beginning_to_their_end() {
    TimelineRecorder recorder = new TimelineRecorder();
    var fault = recorder.fault("the link is cut");
    var call = recorder.call("server 0", "find(1)");
    recorder.call("server 1", "find(2)");
    fault.mark("felt");
    call.end(Kind.LOST, "lost");
    fault.end(Kind.FAULT, "");

    List<Event> events = recorder.timeline().events();

    assertThat(events)
        .extracting(Event::what)
        .containsExactly("the link is cut", "find(1)", "find(2)");
    assertThat(events).extracting(Event::kind).containsExactly(Kind.FAULT, Kind.LOST, Kind.RUNNING);
    assertThat(events).extracting(Event::ended).containsExactly(true, true, false);
    assertThat(events.get(0).marks().get(0).at())
        .isBetween(events.get(1).at(), events.get(0).end());
    assertThat(events.get(0).end()).isGreaterThanOrEqualTo(events.get(1).end());
  }

  @Test
  void a_recorder_keeps_every_fault_and_the_last_calls() {
    TimelineRecorder recorder = new TimelineRecorder();
    recorder.fault("first of all");
    for (int i = 0; i < 1_000; i++) {
      recorder.call("server 0", "call " + i).end(Kind.RETURNED, "");
    }

    Timeline kept = recorder.timeline();

    assertThat(kept.earlier()).isEqualTo(600);
    assertThat(kept.events()).hasSize(401);
    assertThat(kept.events().get(0).what()).isEqualTo("first of all");
    assertThat(kept.events().get(400).what()).isEqualTo("call 999");
  }
}

package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.ViewTable;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;
import java.util.UUID;

@Mistake(
    stage = 6,
    summary = "stores each view immediately: it waits for the database, and fails with it",
    killedBy = "a_view_does_not_wait_for_the_database_however_long_it_is_away",
    hint = "write-behind")
public final class CountsInTheDatabase extends LeasedCatalogue {
  public CountsInTheDatabase(Environment env) {
    super(env);
  }

  @Override
  public void view(String id) {
    new ViewTable(table).add(UUID.randomUUID().toString(), Map.of(id, 1L));
  }
}

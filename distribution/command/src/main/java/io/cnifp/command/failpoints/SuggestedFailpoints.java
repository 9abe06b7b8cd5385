package io.cnifp.command.failpoints;

import io.cnifp.engine.failpoint.Points;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What a shell completes as a failpoint of {@code cni-fp set}: an error at each point, and for
 * STATUS the codes that the specification defines for it alone, with their names as messages.
 *
 * <p>The shell expands a suggestion, and again the line with it: the comma in braces is escaped for
 * the second time, and all is quoted for the first.
 */
final class SuggestedFailpoints implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    List<String> suggestions = new ArrayList<>();
    for (String point : Points.ALL) {
      suggestions.add(point + "=1*error");
    }
    suggestions.add("'cmdStatus=1*error{code=50\\,msg=plugin-not-available}'");
    suggestions.add("'cmdStatus=1*error{code=51\\,msg=limited-connectivity}'");
    return suggestions.iterator();
  }
}

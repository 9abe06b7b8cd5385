package io.cnifp.engine.interception;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Makes directories of valid failpoint files and calls; the same ones for the same seed. */
final class DirectoryGenerator {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES =
      List.of(
          "a.json",
          "B.json",
          "10-a.json",
          "9-b.json",
          "é.json",
          "😀.json",
          "～.json",
          ".hidden.json",
          "c.JSON",
          "z.txt",
          "json",
          "a.json.bak");
  private static final List<String> POINTS =
      List.of("cmdAdd", "cmdDel", "cmdCheck", "cmdGc", "afterAdd", "afterDel", "afterCheck");
  private static final List<String> SPELLINGS = List.of("CMDADD", "cmdadd", "AfterADD", "cmdDEL");
  private static final List<String> TERMS =
      List.of(
          "1*error(a)",
          "2*error(b)",
          "error(c)",
          "1*off->1*error(d)",
          "error(e)[every=2]",
          "50%error(f)[seed=7]",
          "2*print(g)[skip=1]",
          "2*error(h)+print(i)",
          "1*error(j)[pod=web-*]",
          "error(k)[pod!=web-1,namespace=default]",
          "1*error(l)[delegate=bridge]",
          "2*error(m)[until=2026-11-25T10:00:00Z]",
          "3*error(n)[until=2026-11-25T11:00:00.5+01:00,ifname=eth?]",
          "0*off");
  private static final List<String> FILTERS =
      List.of(
          "pod=web-*",
          "pod!=web-*",
          "namespace!=kube-system, pod=web-?",
          "until=2026-11-25T10:00:00Z",
          "until=2026-11-25T10:00:00Z, delegate=bridge",
          "ifname='eth0'",
          "network=n1");
  private static final List<String> NOWS =
      List.of("0", "1795600799", "1795600800", "1795600801", "1900000000");

  private final Random random;

  DirectoryGenerator(long seed) {
    random = new Random(seed);
  }

  /** Returns a question as the oracle takes it. */
  ObjectNode question() {
    ObjectNode question = JSON.createObjectNode();
    ObjectNode files = question.putObject("files");
    for (int i = random.nextInt(4); i >= 0; i--) {
      files.set(one(NAMES), file());
    }
    var calls = question.putArray("calls");
    for (int i = random.nextInt(6); i >= 0; i--) {
      calls.add(call());
    }
    return question;
  }

  private ObjectNode file() {
    ObjectNode file = JSON.createObjectNode();
    for (int i = random.nextInt(4); i >= 0; i--) {
      switch (random.nextInt(10)) {
        case 0 -> file.put("note", "ours");
        case 1 -> file.putObject("state").put("acme.flap", 3);
        case 2 -> file.put(one(SPELLINGS), random.nextInt(3) == 0 ? null : failpoint());
        default -> file.put(one(POINTS), random.nextInt(12) == 0 ? "" : failpoint());
      }
    }
    if (random.nextInt(3) == 0) {
      file.put("when", one(FILTERS));
    }
    if (random.nextInt(3) == 0) {
      file.put("atMost", random.nextInt(4));
    }
    return file;
  }

  private String failpoint() {
    return random.nextInt(3) == 0 ? one(TERMS) + "->" + one(TERMS) : one(TERMS);
  }

  private ObjectNode call() {
    ObjectNode call = JSON.createObjectNode().put("point", one(POINTS));
    putOrNot(call, "pod", List.of("web-1", "web-22", "db-1"));
    putOrNot(call, "namespace", List.of("default", "kube-system"));
    putOrNot(call, "ifname", List.of("eth0", "eth1"));
    putOrNot(call, "network", List.of("n1", "n2"));
    putOrNot(call, "delegate", List.of("bridge", "portmap"));
    if (random.nextInt(2) == 0) {
      call.put("now", Long.parseLong(one(NOWS)));
    }
    return call;
  }

  private void putOrNot(ObjectNode call, String word, List<String> values) {
    if (random.nextInt(3) > 0) {
      call.put(word, one(values));
    }
  }

  private String one(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}

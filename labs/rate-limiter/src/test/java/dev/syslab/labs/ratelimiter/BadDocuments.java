package dev.syslab.labs.ratelimiter;

import static dev.syslab.labs.ratelimiter.Gateways.bucket;
import static dev.syslab.labs.ratelimiter.Gateways.document;
import static dev.syslab.labs.ratelimiter.Gateways.limit;
import static dev.syslab.labs.ratelimiter.Gateways.limits;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Documents that violate one rule of the contract each, and one that goes as far as it may. */
final class BadDocuments {
  private static final String FEW = limit("few", Algorithm.SLIDING_LOG, 3, 86_400);
  private static final String ROUTE = "/routes/search";
  private static final String LIMIT = ROUTE + "/limits/0";

  /** Members of a route: as many limits, and as high numbers, as are allowed. */
  static final String WIDEST =
      limits(
              IntStream.range(0, 8)
                  .mapToObj(i -> bucket("a-name-of-32-characters-is-fine" + i, 1_000_000_000, 1, 1))
                  .toArray(String[]::new))
          + ", \"onFailure\": \"CLOSED\", \"slots\": 1000, \"batch\": 1000, \"clients\": {}";

  private BadDocuments() {}

  /** Each document, and how the message of its error begins. */
  static Map<String, String> all() {
    Map<String, String> documents = new LinkedHashMap<>();
    documents.put("{\"routes\": {\n \"search\": {\n  \"limits\": [oops]}}}", "line 3");
    documents.put("", "line 1");
    for (String amount : List.of("0", "-1", "10001", "10000000000", "1.5", "\"5\"", "null")) {
      documents.put(few(": 3,", ": " + amount + ","), LIMIT + "/amount");
    }
    documents.put(few("86400", "0"), LIMIT + "/periodSeconds");
    documents.put(few("86400", "86401"), LIMIT + "/periodSeconds");
    for (String name : List.of("", "Few", "a b", "a".repeat(33))) {
      documents.put(few("few", name), LIMIT + "/name");
    }
    documents.put(few("SLIDING_LOG", "LEAKY_BUCKET"), LIMIT + "/algorithm");
    documents.put(few("}", ", \"burst\": 3}"), LIMIT + "/burst");
    documents.put(few("SLIDING_LOG", "TOKEN_BUCKET"), LIMIT + "/burst");
    // Full again after 30 days and a second.
    documents.put(document(limits(bucket("few", 1, 1, 30 * 86_400 + 1))), LIMIT + "/burst");
    documents.put(document(limits(bucket("few", 1_000_000, 1, 1_000_000_001))), LIMIT + "/burst");
    documents.put(few("amount", "quantity"), LIMIT + "/quantity");
    documents.put(document(limits(FEW, FEW)), ROUTE + "/limits/1/name");
    documents.put(document(limits()), ROUTE + "/limits");
    documents.put(document(WIDEST.replace("[", "[" + FEW + ", ")), ROUTE + "/limits");
    for (String number : List.of("0", "1001")) {
      documents.put(document(limits(FEW), "\"slots\": " + number), ROUTE + "/slots");
      documents.put(document(limits(FEW), "\"batch\": " + number), ROUTE + "/batch");
    }
    documents.put(document(limits(FEW), "\"onFailure\": \"open\""), ROUTE + "/onFailure");
    documents.put(document(limits(FEW), "\"onfailure\": \"OPEN\""), ROUTE + "/onfailure");
    String clients = "\"clients\": {\"a/b\": {%s}}";
    String bad = limits(FEW.replace(": 3,", ": 0,"));
    String place = ROUTE + "/clients/a~1b";
    documents.put(document(limits(FEW), clients.formatted(bad)), place + "/limits/0/amount");
    documents.put(
        document(limits(FEW), clients.formatted(limits(FEW) + ", \"slots\": 2")), place + "/slots");
    return documents;
  }

  private static String few(String part, String changed) {
    return document(limits(FEW.replace(part, changed)));
  }
}

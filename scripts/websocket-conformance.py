"""Run by scripts/websocket-conformance, in Jython: starts the echo, and Autobahn's suite against it."""

import collections
import json
import os
import sys

from autobahntestsuite import wstest
from dev.syslab.solutions.websocketchat import LargeEcho
from java.lang import Runtime

# 9 is about speed; 12 and 13, about compression, are not in this version of the suite.
CASES = ["1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*"]
FEWEST = 247
ACCEPTED = ["OK", "NON-STRICT", "INFORMATIONAL"]

report = sys.argv[1]
server = LargeEcho(None)
wstest.start(
    {"mode": "fuzzingclient"},
    {
        "outdir": report,
        "servers": [{"agent": "syslab", "url": "ws://127.0.0.1:%d" % server.echo()}],
        "options": {"failByDrop": False},
        "cases": CASES,
        "exclude-cases": [],
        "exclude-agent-cases": {},
    },
)
server.close()

with open(os.path.join(report, "index.json")) as index:
    results = json.load(index)["syslab"]
behaviour = collections.Counter()
refused = []
for case in sorted(results, key=lambda name: [int(part) for part in name.split(".")]):
    seen = [results[case]["behavior"], results[case]["behaviorClose"]]
    behaviour[seen[0]] += 1
    if not all(one in ACCEPTED for one in seen):
        refused.append("  %s: %s, close %s" % (case, seen[0], seen[1]))
print("%d cases: %s" % (len(results), ", ".join("%d %s" % (n, one) for one, n in behaviour.most_common())))
print("report: %s" % os.path.join(report, "index.html"))
if refused:
    print("not accepted:\n" + "\n".join(refused))
if len(results) < FEWEST:
    print("expected: at least %d cases" % FEWEST)
Runtime.getRuntime().halt(1 if refused or len(results) < FEWEST else 0)

exec java -XX:TieredStopAtLevel=1 -Xmx256m -XX:+UseSerialGC -XX:SharedArchiveFile=/tmp/fastbench/static.jsa -cp  dev.syslab.subject.host.Rehearsal

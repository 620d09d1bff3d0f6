#!/usr/bin/env bash
# Run by the primary of compose.yaml at its first start: pg_hba.conf's "all" does not include replication.
set -euo pipefail
echo 'host replication all all scram-sha-256' >>"$PGDATA/pg_hba.conf"

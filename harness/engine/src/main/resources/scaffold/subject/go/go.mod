module syslab/my-{{lab}}

go 1.26.0
{{#clients}}

require (
{{#postgresql}}
	github.com/jackc/pgx/v5 v5.12.0
{{/postgresql}}
{{#redis}}
	github.com/redis/go-redis/v9 v9.23.0
{{/redis}}
)

require (
{{#redis}}
	github.com/cespare/xxhash/v2 v2.3.0 // indirect
{{/redis}}
{{#postgresql}}
	github.com/jackc/pgpassfile v1.0.0 // indirect
	github.com/jackc/pgservicefile v0.0.0-20240606120523-5a60cdf6a761 // indirect
	github.com/jackc/puddle/v2 v2.2.3 // indirect
{{/postgresql}}
{{#redis}}
	go.uber.org/atomic v1.12.0 // indirect
{{/redis}}
{{#postgresql}}
	golang.org/x/sync v0.22.0 // indirect
{{/postgresql}}
{{#redis}}
	golang.org/x/sys v0.48.0 // indirect
{{/redis}}
{{#postgresql}}
	golang.org/x/text v0.41.0 // indirect
{{/postgresql}}
)
{{/clients}}

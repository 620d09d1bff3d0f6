package main

import (
	"context"
	"embed"
	"errors"
	"net"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	// A little more than SILENCE, so that a slow Redis is not taken for a silent one.
	timeout = 600 * time.Millisecond
	// As many as there are callers: none waits for another's time-out.
	connections = 64
)

//go:embed scripts/*.lua
var scripts embed.FS

// script is a Lua script; it is asked for by its digest, and its text travels only to a server that does not have it.
func script(name string) *redis.Script {
	text, err := scripts.ReadFile("scripts/" + name + ".lua")
	if err != nil {
		panic(err)
	}
	return redis.NewScript(string(text))
}

// Server is one Redis server, which is not waited for longer than a caller can.
type Server struct {
	client *redis.Client
}

func newServer(url string) (*Server, error) {
	options, err := redis.ParseURL(url)
	if err != nil {
		return nil, err
	}
	options.DialTimeout = timeout
	options.ReadTimeout = timeout
	options.WriteTimeout = timeout
	options.PoolTimeout = timeout
	options.PoolSize = connections
	// What was not answered in time may have been done; the client must not send it again.
	options.MaxRetries = -1
	options.DialerRetries = 1
	options.DisableIdentity = true
	return &Server{redis.NewClient(options)}, nil
}

func (s *Server) get(ctx context.Context, key string) (string, error) {
	text, err := again(func() (string, error) { return s.client.Get(ctx, key).Result() })
	if errors.Is(err, redis.Nil) {
		return "", nil
	}
	return text, err
}

func (s *Server) set(ctx context.Context, key, text string) error {
	_, err := again(func() (string, error) { return s.client.Set(ctx, key, text, 0).Result() })
	return err
}

func (s *Server) run(ctx context.Context, script *redis.Script, keys []string, arguments ...any) (any, error) {
	return again(func() (any, error) { return script.Run(ctx, s.client, keys, arguments...).Result() })
}

// runEach runs a script once for each of these keys and lists of arguments, in one exchange; again for all where the server has lost
// the text.
func (s *Server) runEach(ctx context.Context, script *redis.Script, keys []string, arguments [][]any) ([]redis.Cmder, error) {
	return again(func() ([]redis.Cmder, error) {
		done, err := s.client.Pipelined(ctx, func(pipeline redis.Pipeliner) error {
			for i, key := range keys {
				script.EvalSha(ctx, pipeline, []string{key}, arguments[i]...)
			}
			return nil
		})
		if !redis.HasErrorPrefix(err, "NOSCRIPT") {
			return done, err
		}
		return s.client.Pipelined(ctx, func(pipeline redis.Pipeliner) error {
			for i, key := range keys {
				script.Eval(ctx, pipeline, []string{key}, arguments[i]...)
			}
			return nil
		})
	})
}

// again asks, and once more on a new connection if that one was found broken at once: it may be one to a process that has been
// restarted. What Redis refuses is an error of its own; anything else means that it was not heard.
func again[T any](command func() (T, error)) (T, error) {
	result, err := command()
	for tries := 0; tries < connections && broken(err); tries++ {
		result, err = command()
	}
	var refused redis.Error
	if err == nil || errors.As(err, &refused) && !strings.Contains(err.Error(), "pool") {
		return result, err
	}
	return result, errors.Join(errSilent, err)
}

// broken tells a connection that had ended from one on which nothing was answered in time.
func broken(err error) bool {
	var network net.Error
	if err == nil || errors.Is(err, context.DeadlineExceeded) || errors.As(err, &network) && network.Timeout() {
		return false
	}
	var refused redis.Error
	var dial *net.OpError
	return !errors.As(err, &refused) && !(errors.As(err, &dial) && dial.Op == "dial")
}

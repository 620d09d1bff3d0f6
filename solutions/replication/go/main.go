// Serves the replication lab's core by the subject protocol, version 1; see docs/subject-protocol.md.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// arguments holds those of every method; each takes what is its own.
type arguments struct {
	Statements []string `json:"statements"`
	Bytes      int64    `json:"bytes"`
	After      *Token   `json:"after"`
	Patience   Patience `json:"patience"`
}

type method func(a arguments) (any, error)

func methods(database *Database) map[string]method {
	return map[string]method{
		"write":      func(a arguments) (any, error) { return database.Write(a.Statements) },
		"read":       func(a arguments) (any, error) { return database.Read(a.Statements) },
		"lags":       func(a arguments) (any, error) { return database.Lags(), nil },
		"readWithin": func(a arguments) (any, error) { return database.ReadWithin(a.Bytes, a.Statements) },
		"readAfter": func(a arguments) (any, error) {
			return database.ReadAfter(a.After, time.Duration(a.Patience), a.Statements)
		},
	}
}

func handler(methods map[string]method) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		name := r.URL.Path[1:]
		if name == "health" {
			answer(w, http.StatusOK, "ready")
			return
		}
		call, known := methods[name]
		if !known {
			answer(w, http.StatusNotImplemented,
				map[string]any{"error": "NotImplemented", "message": name + " is not written", "stage": 6})
			return
		}
		var a arguments
		if err := json.NewDecoder(r.Body).Decode(&a); err != nil {
			answer(w, http.StatusBadRequest, map[string]string{"error": "BadRequest", "message": err.Error()})
			return
		}
		result, err := call(a)
		var declared *ContractError
		switch {
		case errors.As(err, &declared):
			answer(w, http.StatusUnprocessableEntity, map[string]string{"error": declared.Kind, "message": declared.Message})
		case err != nil:
			log.Println(err)
			answer(w, http.StatusInternalServerError, map[string]string{"error": fmt.Sprintf("%T", err), "message": err.Error()})
		default:
			answer(w, http.StatusOK, result)
		}
	}
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

func main() {
	servers, err := openServers(os.Getenv("DATABASE_URLS"))
	if err != nil {
		log.Fatal(err)
	}
	server := &http.Server{Handler: handler(methods(&Database{servers: servers}))}
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	if err != nil {
		log.Fatal(err)
	}
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM)
	go func() {
		if err := server.Serve(listener); err != http.ErrServerClosed {
			log.Fatal(err)
		}
	}()
	<-ended
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Second)
	defer cancel()
	server.Shutdown(ctx)
}

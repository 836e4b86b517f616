// Command echo is all that the test images hold. Called "pause" it only keeps a pod's namespaces open.
// With the arguments "exit 1" it ends at once, with a line in its log. Otherwise it is a service on port 8080
// that says its VERSION, and can be told to start late, to drain or to fail:
//
//	READY_AFTER  /ready answers 503 for this long after the start
//	DRAIN        goes on serving, no longer ready, for this long after SIGTERM
//	FAIL_RATE    share of the requests that get a 500
package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

func main() {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	if filepath.Base(os.Args[0]) == "pause" {
		<-stop
		return
	}
	if len(os.Args) == 3 && os.Args[1] == "exit" {
		code, _ := strconv.Atoi(os.Args[2])
		fmt.Fprintf(os.Stderr, "%s ends at once with %d, as it was told\n", os.Getenv("VERSION"), code)
		os.Exit(code)
	}
	serve(stop)
}

func serve(stop <-chan os.Signal) {
	var ready, draining atomic.Bool
	server := &http.Server{Addr: ":8080", Handler: handler(&ready, &draining)}
	go func() {
		time.Sleep(duration("READY_AFTER"))
		if !draining.Load() {
			ready.Store(true)
		}
	}()
	ended := make(chan struct{})
	go func() {
		<-stop
		draining.Store(true)
		ready.Store(false)
		time.Sleep(duration("DRAIN")) // requests come in until every proxy has heard of it
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		server.Shutdown(ctx) //nolint:errcheck
		close(ended)
	}()
	fmt.Printf("%s serves\n", os.Getenv("VERSION"))
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	<-ended
}

func handler(ready, draining *atomic.Bool) http.Handler {
	version := os.Getenv("VERSION")
	host, _ := os.Hostname()
	failRate, _ := strconv.ParseFloat(os.Getenv("FAIL_RATE"), 64)
	mux := http.NewServeMux()
	mux.HandleFunc("/ready", func(w http.ResponseWriter, _ *http.Request) {
		if !ready.Load() {
			http.Error(w, "not ready", http.StatusServiceUnavailable)
		}
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/slow") {
			time.Sleep(300 * time.Millisecond)
		}
		if draining.Load() {
			w.Header().Set("Connection", "close") // or closing it later may reset a request
		}
		w.Header().Set("X-Version", version)
		w.Header().Set("X-Pod", host)
		if rand.Float64() < failRate {
			http.Error(w, version+" fails", http.StatusInternalServerError)
			return
		}
		fmt.Fprintln(w, version)
	})
	return mux
}

// duration is that of an environment variable, or none.
func duration(name string) time.Duration {
	d, _ := time.ParseDuration(os.Getenv(name))
	return d
}

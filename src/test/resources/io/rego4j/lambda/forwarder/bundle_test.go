package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func archive(t *testing.T, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	files := tar.NewWriter(zip)
	for _, name := range names {
		if err := files.WriteHeader(&tar.Header{Name: name, Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
	}
	_, _ = files.Close(), zip.Close()
	return out.Bytes()
}

// source asks a server that answers each request with the next of these.
func source(t *testing.T, answers ...func(http.ResponseWriter)) (*bundleSource, *int) {
	t.Helper()
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		answers[min(asked, len(answers)-1)](w)
		asked++
	}))
	t.Cleanup(server.Close)
	return newBundleSource(config{bundleURL: server.URL, cacheDir: t.TempDir(), bundleTimeout: time.Minute}), &asked
}

func body(text []byte) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) { _, _ = w.Write(text) }
}

func TestOnlyAWholeBundleIsTried(t *testing.T) {
	for want, answer := range map[string]func(http.ResponseWriter){
		"status 503": func(w http.ResponseWriter) { w.WriteHeader(http.StatusServiceUnavailable) },
		"no bundle":  body([]byte("no bundle")),
		"a delta":    body(archive(t, "/.manifest", "/patch.json")),
		"is empty":   body(archive(t)),
		"EOF": func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "100000")
			_, _ = w.Write(archive(t, "/x.rego"))
		},
	} {
		b, _ := source(t, answer)
		fetched, err := b.download(context.Background())
		if fetched != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v", want, fetched, err)
		}
	}
}

func TestABundleThatWasRefusedIsNotTriedAgainAndTheGoodOneStays(t *testing.T) {
	good, bad := archive(t, "/good.rego"), archive(t, "/bad.rego")
	b, _ := source(t, body(good), body(bad), body(bad), body(good))
	first := b.fetch(context.Background(), time.Minute)
	if first == nil || !b.accept(*first, nil) {
		t.Fatal("the good one is not there")
	}
	second := b.fetch(context.Background(), time.Minute)
	if second == nil || second.file == first.file || b.accept(*second, errors.New("no")) {
		t.Fatal("the bad one has taken the place of the good one")
	}
	if again := b.fetch(context.Background(), time.Minute); again != nil {
		t.Error("the bad one is tried again")
	}
	if same := b.fetch(context.Background(), time.Minute); same != nil {
		t.Error("the good one is taken again")
	}
	kept, _ := os.ReadFile(first.file)
	note, _ := os.ReadFile(filepath.Join(b.config.cacheDir, "current"))
	if !bytes.Equal(kept, good) || !strings.HasPrefix(string(note), "bundle-0.tar.gz\n") {
		t.Error(string(note))
	}
}

func TestAServerThatFailsIsLeftAlone(t *testing.T) {
	b, asked := source(t, func(http.ResponseWriter) { time.Sleep(20 * time.Millisecond) })
	deadline := time.Now().Add(time.Minute)
	b.refresh(context.Background(), nil, time.Now().Add(leastBudget/2))
	if *asked != 0 {
		t.Error("there was no time for it")
	}
	for range 5 {
		b.refresh(context.Background(), nil, deadline)
	}
	if *asked != 1 || time.Until(b.next) < 100*time.Millisecond {
		t.Error(*asked, time.Until(b.next))
	}
}

func TestAServerThatHangsIsWaitedForUntilTheDeadline(t *testing.T) {
	ended := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-ended }))
	defer server.Close()
	defer close(ended)
	b := newBundleSource(config{bundleURL: server.URL, cacheDir: t.TempDir(), bundleTimeout: time.Hour})
	b.refresh(context.Background(), nil, time.Now().Add(2*leastBudget))
	if b.failures != 1 || !time.Now().Before(b.next) {
		t.Error("it was not given up")
	}
}

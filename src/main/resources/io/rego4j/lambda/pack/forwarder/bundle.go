package main

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	mostBundleSize   = 200 << 20
	mostUnpackedSize = 1 << 30
	// Within less than this there is no use in asking the bundle server.
	leastBudget = 100 * time.Millisecond
	// A check that failed after so long is not tried again before so many times as long.
	restFactor  = 10
	mostDoubled = 4
)

// bundleSource is where the bundle comes from: the image, or a bundle server with a cache on disk. OPA's own polling
// would freeze with the sandbox, so the server is asked here: at the start, and after an answer within the time that the
// invocation has left. A bundle counts when OPA runs with it; until then the last good one stays. Two files take turns,
// and a third names the good one and its ETag.
type bundleSource struct {
	config  config
	client  *http.Client
	current cachedBundle
	// The SHA-256 of the last bundle that was refused.
	refused  string
	failures int
	next     time.Time
}

// cachedBundle is a bundle of the server on disk.
type cachedBundle struct{ file, etag, sum string }

func newBundleSource(config config) *bundleSource {
	return &bundleSource{config: config, client: &http.Client{}}
}

// start runs OPA with the server's bundle, else with the last good one, else with the one of the image.
func (b *bundleSource) start(ctx context.Context, server *supervisor) error {
	if b.config.bundleURL == "" {
		return server.start(ctx, b.config.bundle, b.config.readyTimeout)
	}
	if note, err := os.ReadFile(b.cached("current")); err == nil {
		if lines := strings.Split(string(note), "\n"); len(lines) == 3 {
			b.current = cachedBundle{b.cached(filepath.Base(lines[0])), lines[1], lines[2]}
		}
	}
	if fetched := b.fetch(ctx, b.config.bundleTimeout); fetched != nil {
		if b.accept(*fetched, server.start(ctx, fetched.file, b.config.readyTimeout)) {
			return nil
		}
	}
	if b.current.file != "" && ctx.Err() == nil {
		err := server.start(ctx, b.current.file, b.config.readyTimeout)
		if err == nil {
			return nil
		}
		logLine("error", "the bundle in the cache is of no use", "error", err.Error())
		b.current = cachedBundle{}
	}
	return server.start(ctx, b.config.bundle, b.config.readyTimeout)
}

// refresh looks for a new bundle if it is time to, until the deadline, and has OPA take it.
func (b *bundleSource) refresh(ctx context.Context, server *supervisor, deadline time.Time) {
	budget := time.Until(deadline)
	if b.config.bundleURL == "" || time.Now().Before(b.next) || budget < leastBudget {
		return
	}
	if fetched := b.fetch(ctx, min(budget, b.config.bundleTimeout)); fetched != nil {
		b.accept(*fetched, server.replace(ctx, fetched.file, time.Until(deadline)))
	}
}

// accept keeps a bundle that OPA has taken, and remembers one that it has not.
func (b *bundleSource) accept(fetched cachedBundle, err error) bool {
	if err != nil {
		b.refused = fetched.sum
		logLine("error", "OPA does not take the new bundle; the last one stays", "error", err.Error())
		return false
	}
	b.current = fetched
	note := strings.Join([]string{filepath.Base(fetched.file), fetched.etag, fetched.sum}, "\n")
	// Replaced as a whole: a process that dies here leaves the old note.
	if err := os.WriteFile(b.cached("next"), []byte(note), 0o600); err == nil {
		_ = os.Rename(b.cached("next"), b.cached("current"))
	}
	return true
}

func (b *bundleSource) cached(name string) string { return filepath.Join(b.config.cacheDir, name) }

// fetch asks the server for another bundle than the one that is here; nil if there is none to try.
func (b *bundleSource) fetch(ctx context.Context, timeout time.Duration) *cachedBundle {
	started := time.Now()
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	fetched, err := b.download(ctx)
	pause := b.config.bundleRefresh
	if err != nil {
		logLine("error", "no new bundle; the last one stays", "error", err.Error())
		pause = max(pause, restFactor*time.Since(started)) << b.failures
		b.failures = min(b.failures+1, mostDoubled)
	} else {
		b.failures = 0
	}
	b.next = time.Now().Add(pause)
	return fetched
}

func (b *bundleSource) download(ctx context.Context) (*cachedBundle, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, b.config.bundleURL, nil)
	if err != nil {
		return nil, errors.New("OPA_BUNDLE_URL is no URL")
	}
	if b.current.etag != "" {
		request.Header.Set("If-None-Match", b.current.etag)
	}
	if b.config.bundleToken != "" {
		request.Header.Set("Authorization", "Bearer "+b.config.bundleToken)
	}
	response, err := b.client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("the bundle server does not answer: %s", withoutAddress(err))
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusNotModified {
		return nil, nil
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the bundle server answered with status %d", response.StatusCode)
	}
	next := cachedBundle{file: b.cached("bundle-0.tar.gz"), etag: oneLine(response.Header.Get("ETag"))}
	if next.file == b.current.file {
		next.file = b.cached("bundle-1.tar.gz")
	}
	if next.sum, err = write(next.file, response.Body); err != nil {
		return nil, err
	}
	if next.sum == b.current.sum {
		return nil, nil
	}
	if next.sum == b.refused {
		return nil, errors.New("the server still has the bundle that was refused")
	}
	if err := whole(next.file); err != nil {
		b.refused = next.sum
		return nil, err
	}
	return &next, nil
}

func oneLine(text string) string { return strings.NewReplacer("\r", "", "\n", "").Replace(text) }

// write puts the bundle on disk and returns its SHA-256.
func write(file string, body io.Reader) (string, error) {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return "", err
	}
	out, err := os.OpenFile(file, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	size, err := io.Copy(io.MultiWriter(out, hash), io.LimitReader(body, mostBundleSize+1))
	if err == nil && size > mostBundleSize {
		err = errors.New("the bundle is too large")
	}
	return hex.EncodeToString(hash.Sum(nil)), errors.Join(err, out.Close())
}

// whole refuses what OPA would take at its start although it is no whole bundle: changes to an earlier one, and nothing.
func whole(file string) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	unzipped, err := gzip.NewReader(in)
	if err != nil {
		return fmt.Errorf("no bundle: %w", err)
	}
	archive := tar.NewReader(io.LimitReader(unzipped, mostUnpackedSize))
	for files := 0; ; files++ {
		header, err := archive.Next()
		switch {
		case err == io.EOF && files == 0:
			return errors.New("the bundle is empty")
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("no bundle: %w", err)
		case strings.HasSuffix(header.Name, "patch.json"):
			return errors.New("a delta bundle, where a whole one is needed")
		}
	}
}

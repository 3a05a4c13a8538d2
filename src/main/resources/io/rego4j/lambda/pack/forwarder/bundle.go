package main

import (
	"context"
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
	fetchTimeout   = 5 * time.Second
	mostBundleSize = 200 << 20
)

// bundleSource is where the bundle comes from: the image, or a bundle server with a cache in /tmp. OPA's own polling
// would freeze with the sandbox, so the server is asked here, at the start and between two invocations: triggered by
// hand. Two files take turns, and a third names the one that OPA has taken, with its ETag.
type bundleSource struct {
	config  config
	client  *http.Client
	file    string
	etag    string
	checked time.Time
}

func newBundleSource(config config) *bundleSource {
	return &bundleSource{config: config, client: &http.Client{Timeout: fetchTimeout}}
}

// initial is the file to start with: from the server, else from the cache of an earlier start, else from the image.
func (b *bundleSource) initial() string {
	if b.config.bundleURL == "" {
		return b.config.bundle
	}
	note, _ := os.ReadFile(b.cached("current"))
	if name, etag, found := strings.Cut(string(note), "\n"); found {
		b.file, b.etag = b.cached(filepath.Base(name)), etag
	}
	file, etag, err := b.fetch()
	switch {
	case err != nil:
		logLine("error", "no bundle from the server; the last one stays", "error", err.Error())
	case file != "":
		b.take(file, etag)
	}
	if b.file == "" {
		return b.config.bundle
	}
	return b.file
}

// refresh looks for a new bundle, not more often than it was told to, and has OPA take it.
func (b *bundleSource) refresh(server *supervisor) {
	if b.config.bundleURL == "" || time.Since(b.checked) < b.config.bundleRefresh {
		return
	}
	file, etag, err := b.fetch()
	if err == nil && file != "" {
		if err = server.replace(file, b.config.readyTimeout); err == nil {
			b.take(file, etag)
		}
	}
	if err != nil {
		logLine("error", "no new bundle; the last one stays", "error", err.Error())
	}
}

func (b *bundleSource) take(file, etag string) {
	b.file, b.etag = file, etag
	_ = os.WriteFile(b.cached("current"), []byte(filepath.Base(file)+"\n"+etag), 0o600)
}

func (b *bundleSource) cached(name string) string { return filepath.Join(b.config.cacheDir, name) }

// fetch asks the server for another bundle than the one that is here; an empty name means that there is none.
func (b *bundleSource) fetch() (string, string, error) {
	b.checked = time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), fetchTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, b.config.bundleURL, nil)
	if err != nil {
		return "", "", errors.New("OPA_BUNDLE_URL is no URL")
	}
	if b.etag != "" {
		request.Header.Set("If-None-Match", b.etag)
	}
	if b.config.bundleToken != "" {
		request.Header.Set("Authorization", "Bearer "+b.config.bundleToken)
	}
	response, err := b.client.Do(request)
	if err != nil {
		return "", "", err
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusNotModified {
		return "", "", nil
	}
	if response.StatusCode != http.StatusOK {
		return "", "", fmt.Errorf("the bundle server answered with status %d", response.StatusCode)
	}
	file := b.cached("bundle-0.tar.gz")
	if file == b.file {
		file = b.cached("bundle-1.tar.gz")
	}
	return file, response.Header.Get("ETag"), b.write(file, response.Body)
}

func (b *bundleSource) write(file string, body io.Reader) error {
	if err := os.MkdirAll(b.config.cacheDir, 0o700); err != nil {
		return err
	}
	out, err := os.OpenFile(file, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	size, err := io.Copy(out, io.LimitReader(body, mostBundleSize+1))
	if err == nil && size > mostBundleSize {
		err = errors.New("the bundle is too large")
	}
	return errors.Join(err, out.Close())
}

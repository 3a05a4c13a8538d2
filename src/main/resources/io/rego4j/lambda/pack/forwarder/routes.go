package main

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// What callers may ask: decisions and health. POST carries input to a decision and changes nothing.
const defaultRoutes = "GET,POST:/v1/data GET,POST:/v0/data GET:/health"

// route is a path, with all that lies below it, and the methods that are allowed there.
type route struct {
	segments []string
	methods  map[string]bool
}

type routes []route

// parseRoutes reads "METHOD,METHOD:/path METHOD:/path".
func parseRoutes(text string) (routes, error) {
	var all routes
	for _, part := range strings.Fields(text) {
		methods, path, found := strings.Cut(part, ":/")
		if !found || methods == "" {
			return nil, fmt.Errorf("OPA_ALLOW: %q is not METHOD,METHOD:/path", part)
		}
		r := route{methods: map[string]bool{}}
		if path = strings.Trim(path, "/"); path != "" {
			r.segments = strings.Split(path, "/")
		}
		for _, method := range strings.Split(methods, ",") {
			r.methods[method] = true
		}
		all = append(all, r)
	}
	return all, nil
}

// refusal says why a request does not go to OPA, in the shape of OPA's own errors; nil if it may go.
func (all routes) refusal(method string, segments []string) *reply {
	known := false
	for _, r := range all {
		if !r.holds(segments) {
			continue
		}
		known = true
		if r.methods[method] {
			return nil
		}
	}
	if known {
		return refuse(http.StatusForbidden, "forbidden", "this method is not allowed here")
	}
	return refuse(http.StatusNotFound, "resource_not_found", "there is nothing to ask at this path")
}

// An empty path stands for the root alone: it would otherwise open everything.
func (r route) holds(segments []string) bool {
	if len(r.segments) == 0 {
		return len(segments) == 0
	}
	if len(segments) < len(r.segments) {
		return false
	}
	for i, segment := range r.segments {
		if segments[i] != segment {
			return false
		}
	}
	return true
}

// splitPath takes a path as a caller wrote it, escaped or not, to its segments. It refuses what a server could read as
// another path than the one that was checked.
func splitPath(path string) ([]string, *reply) {
	if path = strings.TrimSuffix(strings.TrimPrefix(path, "/"), "/"); path == "" {
		return nil, nil
	}
	var segments []string
	for _, part := range strings.Split(path, "/") {
		segment, err := url.PathUnescape(part)
		if err != nil {
			segment = part
		}
		if segment == "" || strings.ContainsFunc(segment, isUnprintable) {
			return nil, refuse(http.StatusForbidden, "forbidden", "this path is not allowed")
		}
		for _, piece := range strings.FieldsFunc(segment, func(c rune) bool { return c == '/' || c == '\\' }) {
			if piece == "." || piece == ".." {
				return nil, refuse(http.StatusForbidden, "forbidden", "this path is not allowed")
			}
		}
		segments = append(segments, segment)
	}
	return segments, nil
}

func isUnprintable(c rune) bool { return c < 0x20 || c == 0x7f || c == 0xfffd }

func joinPath(segments []string) string {
	escaped := make([]string, len(segments))
	for i, segment := range segments {
		escaped[i] = url.PathEscape(segment)
	}
	return "/" + strings.Join(escaped, "/")
}

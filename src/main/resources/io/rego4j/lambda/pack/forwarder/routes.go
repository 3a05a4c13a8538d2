package main

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// What callers may ask: the decisions below data, and health. POST carries input to a decision and changes nothing.
const defaultRoutes = "GET,POST:/v1/data/* GET,POST:/v0/data/* GET:/health"

// route is a path, with all that lies below it, and the methods that are allowed there.
type route struct {
	segments []string
	// The path itself is not meant: METHOD:/path/*
	below   bool
	methods map[string]bool
}

type routes []route

// parseRoutes reads "METHOD,METHOD:/path METHOD:/path/*".
func parseRoutes(text string) (routes, error) {
	var all routes
	for _, part := range strings.Fields(text) {
		methods, path, found := strings.Cut(part, ":/")
		if !found || methods == "" {
			return nil, fmt.Errorf("OPA_ALLOW: %q is not METHOD,METHOD:/path", part)
		}
		r := route{methods: map[string]bool{}}
		if path == "*" || strings.HasSuffix(path, "/*") {
			r.below = true
			path = strings.TrimSuffix(path, "*")
		}
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

// The root stands for itself alone: it would otherwise open everything. What OPA keeps under data.system (rules that
// guard it, rules that mask its logs, the state of its bundles) is open only to a route that names it.
func (r route) holds(segments []string) bool {
	if len(r.segments) == 0 && !r.below {
		return len(segments) == 0
	}
	if len(segments) < len(r.segments) || r.below && len(segments) == len(r.segments) {
		return false
	}
	if isSystem(segments) && len(r.segments) < 3 {
		return false
	}
	return slices.Equal(segments[:len(r.segments)], r.segments)
}

func isSystem(segments []string) bool {
	return len(segments) > 2 && (segments[0] == "v0" || segments[0] == "v1") && segments[1] == "data" && segments[2] == "system"
}

// splitPath takes a path as a caller wrote it, escaped or not, to its segments. It refuses what a server could read as
// another path than the one that was checked.
func splitPath(path string) ([]string, *reply) {
	if path = strings.TrimSuffix(strings.TrimPrefix(path, "/"), "/"); path == "" {
		return nil, nil
	}
	var segments []string
	for _, part := range strings.Split(path, "/") {
		segment := unescaped(part)
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

func unescaped(segment string) string {
	if plain, err := url.PathUnescape(segment); err == nil {
		return plain
	}
	return segment
}

func isUnprintable(c rune) bool { return c < 0x20 || c == 0x7f || c == 0xfffd }

func joinPath(segments []string) string {
	escaped := make([]string, len(segments))
	for i, segment := range segments {
		escaped[i] = url.PathEscape(segment)
	}
	return "/" + strings.Join(escaped, "/")
}

// ownPath takes away what a stage or a custom domain put in front of a path: what is left is what API Gateway matched,
// the template of the route with its parameters filled in. A path that does not end so is left as it is.
func ownPath(path, template string, parameters map[string]string) string {
	var own []string
	for _, part := range strings.Split(strings.Trim(template, "/"), "/") {
		if name, found := strings.CutPrefix(part, "{"); found {
			part = strings.Trim(parameters[strings.TrimRight(name, "+}")], "/")
		}
		own = append(own, strings.Split(part, "/")...)
	}
	all := strings.Split(strings.Trim(path, "/"), "/")
	if len(all) < len(own) {
		return path
	}
	all = all[len(all)-len(own):]
	same := slices.EqualFunc(all, own, func(a, b string) bool { return unescaped(a) == unescaped(b) })
	if !same {
		return path
	}
	return strings.Join(all, "/")
}

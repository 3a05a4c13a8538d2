package imports

import rego.v1
p := 1
import data.late # too late

import future.keywords.in
import data.a.contains as has
x := has

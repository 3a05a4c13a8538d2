package p

import future.keywords.every
import future.keywords.in

default ready = false

allow {
	input.x == data.y
}

allow {
	not denied
}

allow {
	every n in input.ns { n > 1 }
	ready
}

ready {
	input.ready
}

denied {
	some z in input.zs
	z > 3
}

pairs[k] = v {
	v := input.m[k]
	v != "x"
}

allow {
	input.n == 1
	pairs.a == 2
}

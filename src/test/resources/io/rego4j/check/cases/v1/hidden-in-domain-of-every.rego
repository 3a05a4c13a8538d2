package cases

p if every v in x.a {
	some x in [1]
	v == x
}

q if every v in x.a("s") {
	some x in [1]
	v == x
}

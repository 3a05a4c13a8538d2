package p

one if {
	input.c == k
	input.c == k
	k = input.z
}

three if {
	input.c == k
	input.c == k
	input.c == k
	k = input.z
}

nested if {
	[1 | input.c == k; input.c == k; k = input.z] != []
}

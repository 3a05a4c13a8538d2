package p

apart if {
	input.c == k
	input.d == k
	input.c == k
	k = input.z
}

behind if {
	k = input.z
	input.c == k
	input.c == k
}

package shop

allow if input.user == "ann"

allow if {
	input.user == "bob"
	input.night
}

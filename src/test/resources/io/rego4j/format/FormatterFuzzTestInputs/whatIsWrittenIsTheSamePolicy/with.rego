package a

p {
	q := f({ # why
		"a": 1,
	}) with input as {}
}

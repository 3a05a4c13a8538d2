package cases

p if { x := 1; y := "a"; z := x[y](1); z }

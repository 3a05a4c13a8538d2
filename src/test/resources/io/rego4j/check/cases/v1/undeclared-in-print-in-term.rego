package cases

p if { x := 1; y = [[z | print(x); z = 1] | true]; y }

q(x) if { y = [[z | print(x); z = 1] | true]; y }

r := [[y | print(x); y = 1] | x := 1]

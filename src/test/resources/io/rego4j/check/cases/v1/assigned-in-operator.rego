package cases

p := [z.k[[1 | every v in [1] { true }]](7)]

q := {z.k[[1 | x := 1; x := 2]](7)}

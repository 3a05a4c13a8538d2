package cases

p := {z.k[[1 | print(x)]](7)}

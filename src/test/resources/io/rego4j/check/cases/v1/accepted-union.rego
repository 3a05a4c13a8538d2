package shop.orders

x := 1 if input.a

x := "one" if input.b

allow if x == 1

deny if x == "one"

package shop.orders

allow if input.open with input as {x | x := 1 with log as 2}

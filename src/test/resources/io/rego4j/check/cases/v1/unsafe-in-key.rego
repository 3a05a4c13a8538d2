package shop.orders

prices[name] := 3 if input.member

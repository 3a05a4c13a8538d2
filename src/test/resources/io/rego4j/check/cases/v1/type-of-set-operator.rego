package shop.orders

both := {1, 2} & [3]

package shop.orders

totals := [x |
	x := p * rate
	rate = input.rate
	p = input.prices[_]
]

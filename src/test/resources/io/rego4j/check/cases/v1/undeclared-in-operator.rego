package cases

allow if x := print("a")

q if [z.k[$"{x.y}"](7)]

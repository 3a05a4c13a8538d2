package heads

import data.users

# A key that is a constant.
labels["app"] = name {
	name := input.app
	not users["none"]
}

labels["team-1"] = "core"

labels[key] = value {
	value := input.labels[key]
}

ports[80] = "http" { input.web }

limits.cpu = 2 { input.small }

flags[true] = 1

seen["always"]

seen[user] { users[user] }

by["a"].b = 1 { input.b }

sizes[input.kind] = 3 { input.kind }

# Reads .glob files, Main.glob among them, and prints the graph as JSON; `dependencies` says what it means.
#
# A .glob file has lines `KIND FROM:TO SECTION NAME`, one for each declaration, and `RFROM:TO MODULE SECTION NAME KIND`,
# one for each reference, FROM and TO counting the bytes of the source. A reference belongs to the declaration that was
# last opened before it, unless that one's proof has ended in between.

FNR == 1 { finish(); declared = 0; referred = 0; module = "" }
/^F/ { module = substr($1, 2); next }
/^R[0-9]/ {
    # Our own modules only; what is bound in place is no dependency.
    if ($2 ~ /^Coarsegrad\./ && $5 !~ /^(var|binder|not|lib|sec|mod)$/) {
        ref_at[++referred] = from(substr($1, 2))
        ref_to[referred] = $2 " " $4
        ref_kind[referred] = $5
    }
    next
}
/^(binder|constr|proj|syndef|DIGEST|lib) / { next }
NF == 4 && $2 ~ /^[0-9]+:/ {
    opened[++declared] = from($2)
    kind[declared] = $1
    name[declared] = $4
}
END {
    finish()
    print_graph()
}

function from(range) { sub(/:.*/, "", range); return range + 0 }

# An Example is a `def` here, and so no promise.
function is_proof(k) { return k ~ /^(prf|thm)$/ }

# Sorts the declarations of a file by place and hands each reference to its owner.
function finish(    i, j, file, text, line, at, end, owner) {
    if (module == "") return
    for (i = 2; i <= declared; i++)
        for (j = i; j > 1 && opened[j - 1] > opened[j]; j--) swap(j)
    file = module
    sub(/^Coarsegrad\./, "", file)
    gsub(/\./, "/", file)
    file = file ".v"
    text = ""
    while ((getline line < file) > 0) text = text line "\n"
    close(file)
    for (i = 1; i <= declared; i++) {
        end_of[i] = (i < declared) ? opened[i + 1] : length(text) + 1
        statement_of[i] = end_of[i]
        if (!is_proof(kind[i])) continue
        at = index(substr(text, opened[i] + 1), "Proof.")
        if (at && opened[i] + at < end_of[i]) statement_of[i] = opened[i] + at
        end = index(substr(text, opened[i] + 1), "Qed.")
        if (end && opened[i] + end < end_of[i]) end_of[i] = opened[i] + end
        end = index(substr(text, opened[i] + 1), "Defined.")
        if (end && opened[i] + end < end_of[i]) end_of[i] = opened[i] + end
        if (module == "Coarsegrad.Main") promised[++promises] = module " " name[i]
        proof[module " " name[i]] = 1
    }
    for (j = 1; j <= referred; j++) {
        owner = 0
        for (i = 1; i <= declared && opened[i] <= ref_at[j]; i++) owner = i
        if (!owner || kind[owner] ~ /^(var|sec|mod|modtype|not|ax)$/ || ref_at[j] >= end_of[owner]) continue
        owner_name = module " " name[owner]
        if (module == "Coarsegrad.Main" && ref_at[j] < statement_of[owner]) {
            if (ref_to[j] ~ /^Coarsegrad\.spec\./ && ref_kind[j] == "def") in_statement[owner_name, ref_to[j]] = 1
            continue
        }
        if (owner_name != ref_to[j] && !((owner_name, ref_to[j]) in seen)) {
            seen[owner_name, ref_to[j]] = 1
            edge[owner_name, ++edges[owner_name]] = ref_to[j]
        }
    }
}

function swap(j,    x) {
    x = opened[j]; opened[j] = opened[j - 1]; opened[j - 1] = x
    x = kind[j]; kind[j] = kind[j - 1]; kind[j - 1] = x
    x = name[j]; name[j] = name[j - 1]; name[j - 1] = x
}

function reach(root, node,    i) {
    if ((root, node) in reached) return
    reached[root, node] = 1
    for (i = 1; i <= edges[node]; i++) reach(root, edge[node, i])
}

# The lemmas that a theorem restates: those of theory/ that its proof names, or of lib/ if there are none.
function restate(theorem,    i, room, target) {
    for (room = 1; room <= 2 && !restated[theorem]; room++)
        for (i = 1; i <= edges[theorem]; i++) {
            target = edge[theorem, i]
            if (target in proof && index(target, room == 1 ? "Coarsegrad.theory." : "Coarsegrad.lib.") == 1)
                lemma[theorem, ++restated[theorem]] = target
        }
}

function covers(a, b,    i) {
    for (i = 1; i <= restated[b]; i++) if (!((a, lemma[b, i]) in reached)) return 0
    return restated[b] > 0
}

function uses(a, b) {
    if (a == b) return 0
    return ((a, b) in reached) || (covers(a, b) && !covers(b, a))
}

function sort(list, count,    i, j, x) {
    for (i = 2; i <= count; i++)
        for (j = i; j > 1 && list[j - 1] > list[j]; j--) { x = list[j]; list[j] = list[j - 1]; list[j - 1] = x }
}

function array(list, count,    i, text) {
    sort(list, count)
    text = "["
    for (i = 1; i <= count; i++) text = text (i > 1 ? ", " : "") "\"" list[i] "\""
    return text "]"
}

function short(node) { sub(/^[^ ]* /, "", node); return node }

function print_graph(    i, j, key, parts, count, list, defined) {
    for (i = 1; i <= promises; i++) { reach(promised[i], promised[i]); restate(promised[i]) }
    sort(promised, promises)
    print "{"
    print "  \"schema\": \"coarsegrad/dependencies/1\","
    print "  \"theorems\": {"
    for (i = 1; i <= promises; i++) {
        count = 0
        for (j = 1; j <= promises; j++) if (uses(promised[i], promised[j])) list[++count] = short(promised[j])
        printf "    \"%s\": {\n      \"uses\": %s,\n", short(promised[i]), array(list, count)
        count = 0
        for (key in in_statement) {
            split(key, parts, SUBSEP)
            if (parts[1] == promised[i]) defined[++count] = short(parts[2])
        }
        printf "      \"definitions\": %s\n    }%s\n", array(defined, count), i < promises ? "," : ""
    }
    print "  }"
    print "}"
}

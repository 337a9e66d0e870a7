# A CycloneDX document of what is compiled into the program, from what `cargo metadata` prints.
# $compiled: a line "NAME VERSION" for each crate; $checksums: "NAME VERSION SHA-256";
# $others: what is no crate, as components; $date: seconds since 1970.
def lines: split("\n") | map(select(. != ""));
def component($type; $checksums): ("\(.name) \(.version)") as $key | {
    type: $type,
    "bom-ref": "pkg:cargo/\(.name)@\(.version)",
    name, version,
    licenses: [{expression: (.license | gsub("/"; " OR "))}],
    purl: "pkg:cargo/\(.name)@\(.version)"
  }
  + if .description then {description: (.description | gsub("\\s+"; " "))} else {} end
  + if $checksums[$key] then {hashes: [{alg: "SHA-256", content: $checksums[$key]}]} else {} end
  + if .repository then {externalReferences: [{type: "vcs", url: .repository}]} else {} end;

($compiled | lines) as $compiled
| ($checksums | lines | map(split(" ") | {key: "\(.[0]) \(.[1])", value: .[2]}) | from_entries) as $checksums
| .resolve as $resolve
| [.packages[] | select("\(.name) \(.version)" | IN($compiled[]))] | sort_by(.name, .version)
| map({key: .id, value: "pkg:cargo/\(.name)@\(.version)"}) as $refs
| ($refs | from_entries) as $ref
| {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {
        timestamp: ($date | todate),
        component: (.[] | select(.id == $resolve.root) | component("application"; $checksums))
    },
    components: ([.[] | select(.id != $resolve.root) | component("library"; $checksums)] + $others),
    dependencies: [
        $resolve.nodes[] | select($ref[.id])
        | {
            ref: $ref[.id],
            dependsOn: (
                [.deps[] | select(any(.dep_kinds[]; .kind == null)) | $ref[.pkg] | values]
                + if .id == $resolve.root then [$others[] | ."bom-ref" | select(startswith("pkg:generic/sqlite") | not)]
                  elif $ref[.id] | startswith("pkg:cargo/libsqlite3-sys@")
                  then [$others[] | ."bom-ref" | select(startswith("pkg:generic/sqlite"))]
                  else [] end
                | unique)
        }
    ]
}

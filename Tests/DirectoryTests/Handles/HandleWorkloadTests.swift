import Directory
import JSON
import Sessions
import Testing

/// Seeded sequences of requests about handles, against a list of handles that is scanned whole.
@Suite struct `Any sequence of handles` {
    @Test(arguments: UInt64(1)...8)
    func `is what a scan of all handles says`(seed: UInt64) {
        let world = World()
        var random = SeededRandom(seed: seed)
        var model = HandleModel()
        var offset = Duration.zero
        for step in 0..<120 {
            let users = [world.a, world.b, world.c, titled(world.a, "7"), titled(world.b, "7")]
            let sender = users.pick(&random)
            let target = HandleModel.targets.pick(&random)
            switch random.next() % 12 {
            case 0: sender.put(target, .leave)
            case 1: sender.put(target, .status(["active": false]))
            case 2: sender.put(target, .status(["ready": true]))
            case 3, 4: sender.put(target, .searchable)
            case 5:
                offset += .seconds([1, 31, 200, 3600, 50_000].pick(&random))
                world.move(to: offset)
            case 6, 7: model.post(.activity(target), sender)
            case 8: model.post(.invite(target, users.pick(&random)), sender)
            case 9: model.post(.search(target), [sender, world.v].pick(&random))
            case 10:
                model.post(
                    .transfer(target, from: HandleModel.targets.pick(&random)),
                    [sender, world.v].pick(&random))
            default:
                model.delete(at: random.next(), [sender, world.v].pick(&random))
            }
            model.settle(world)
            let problems = model.problems(world)
            #expect(problems == [], "seed \(seed), step \(step)")
            guard problems.isEmpty else { return }
        }
    }

    private func titled(_ sender: Sender, _ title: String) -> Sender {
        var sender = sender
        sender.caller?.titleID = title
        return sender
    }
}

/// Every handle that was made and is not known to have ended, in order of creation.
private struct HandleModel {
    static let targets = [
        DirectoryTarget.target("quick", "one"), .target("quick", "two"), .target("sticky", "three"),
    ]

    private struct Entry {
        let id: String
        let type: String
        let target: DirectoryTarget
        let owner: String?
        let title: String?
        let made: Timestamp
        var isBound: Bool
    }

    private var entries: [Entry] = []
    private var ended: [String] = []
    private var branches: [JSONValue?] = [nil, nil, nil]

    /// Sends a body, and keeps what is made of it.
    mutating func post(_ body: JSONValue, _ sender: Sender) {
        let answer = sender.post(.handles, body)
        guard answer.status == 201, let type = answer["type"]?.stringValue,
            let target = Self.targets.first(where: {
                $0.referenceObject == answer["sessionRef"]
            })
        else { return }
        let entry = Entry(
            id: answer.handleID, type: type, target: target,
            owner: answer["ownerXuid"]?.stringValue, title: answer["titleId"]?.stringValue,
            made: sender.world.now, isBound: false)
        end { old in
            type == "activity" && old.type == type
                && (old.owner, old.title) == (entry.owner, entry.title)
                || type == "search" && old.type == type && old.target == target
        }
        entries.append(entry)
    }

    /// Deletes some handle, if the sender may.
    mutating func delete(at choice: UInt64, _ sender: Sender) {
        guard !entries.isEmpty else { return }
        let id = entries[Int(choice % UInt64(entries.count))].id
        if sender.delete(.handle(id: id)).status == 204 { end { $0.id == id } }
    }

    /// Ends what the sessions, as they are now, and the time have ended.
    mutating func settle(_ world: World) {
        for (position, target) in Self.targets.enumerated() {
            // A ready member becomes inactive at one access and is gone at the next (7.3.2).
            let session = [world.v.get(target), world.v.get(target), world.v.get(target)][2]
            if let old = branches[position], old != session["branch"] {
                end { entry in
                    entry.target == target
                        && (entry.type == "search" || entry.type == "transfer" || entry.isBound)
                }
            }
            branches[position] = session["branch"]
            let active = (session["members"]?.objectValue ?? [:]).filter {
                $0.value.at("properties/system/active") == true
            }.compactMap { $0.value.at("constants/system/xuid")?.stringValue }
            for place in entries.indices where entries[place].target == target {
                if let owner = entries[place].owner, active.contains(owner) {
                    entries[place].isBound = true
                }
            }
            end { entry in
                guard entry.target == target, entry.isBound, let owner = entry.owner else {
                    return false
                }
                return !active.contains(owner)
            }
        }
        end { entry in
            let age = (world.now.ticks - entry.made.ticks) / WireTime.ticksPerSecond
            return entry.type == "invite" && age >= 3600
                || entry.type == "activity" && !entry.isBound && age >= 86_400
        }
    }

    /// Where the directory says something else.
    func problems(_ world: World) -> [String] {
        var problems: [String] = []
        var directory = world.directory
        for id in entries.map(\.id) + ended {
            let status = directory.handle(
                .get(.handle(id: id)), from: .server, at: world.now, entropy: Entropy(1, 2)
            ).response.status
            let isAlive = entries.contains { $0.id == id }
            if status != (isAlive ? 200 : 404) { problems.append("\(id) is answered \(status)") }
        }
        let users = [world.a, world.b, world.c]
        let activities = users.flatMap { user in
            entries.filter { $0.type == "activity" && $0.owner == user.xuid }.map(\.id)
        }
        let found = world.d.post(.handleQuery, .activities(of: users[0], users[1], users[2]))
        if found.results.compactMap({ $0.at("id")?.stringValue }) != activities {
            problems.append("activities are \(found.results), not \(activities)")
        }
        for template in ["quick", "sticky"] {
            let searches = entries.filter {
                $0.type == "search" && $0.target.reference?.templateName == template
            }.map(\.id)
            let query = JSONValue.searchQuery().with(["templateName": .string(template)])
            let found = world.d.post(.handleQuery, query)
            if found.results.compactMap({ $0.at("id")?.stringValue }) != searches {
                problems.append("searches are \(found.results), not \(searches)")
            }
        }
        for target in Self.targets {
            let shown = world.v.get(target)["searchHandle"]?.stringValue
            let expected = entries.first { $0.type == "search" && $0.target == target }?.id
            if shown != expected { problems.append("\(target) shows \(shown ?? "nothing")") }
        }
        return problems
    }

    private mutating func end(_ isEnding: (Entry) -> Bool) {
        ended += entries.filter(isEnding).map(\.id)
        entries.removeAll(where: isEnding)
    }
}

extension Array {
    fileprivate func pick(_ random: inout SeededRandom) -> Element {
        self[Int(random.next() % UInt64(count))]
    }
}

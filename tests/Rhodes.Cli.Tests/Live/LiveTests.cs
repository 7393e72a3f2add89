using System.Globalization;
using System.Text.Json.Nodes;

namespace Rhodes.Cli.Tests.Live;

/// <summary>Commands against a server that runs, as its owner sees them.</summary>
[Collection("live")]
public sealed class LiveTests(LiveSite site)
{
    [Fact]
    public void Work_is_submitted_watched_and_changed()
    {
        var job = site.Write("train.yaml", """
            kind: Job
            name: train
            gang: { nodes: 2, devices-per-node: 2 }
            claim: loan
            time-limit: 4h
            run: [python, train.py]
            """);
        var story = site.Tell("whoami", "ps", "submit --dry-run --devices 2 --claim guaranteed -- python train.py", "submit --devices 2 --project research --time-limit 2h --priority 3 -- python train.py --lr 3",
            $"submit {job}", "submit --devices 2 --time-limit 1h --claim guaranteed --name next --after python -- echo done", "submit --array 3 --held --claim guaranteed --name sweep --checkpoint-every 10m --checkpoint-takes 5s --checkpoint-restart 30s -- ./a");
        site.Until("1", "running");
        site.Until("train", "running");
        story += site.Tell("ps", "ps --state held", "ps --name train", "ps --limit 2", "show 1", "explain next", "explain house/train", "hold next", "release next sweep nothing", "update next --priority 7 --time-limit 3h", "show next",
            "submit --dry-run --devices 2 --claim guaranteed --time-limit 1h -- python", "submit --dry-run --nodes 3 --devices 2 --claim guaranteed -- python");
        story += site.Tell("cancel 1 4", "logs 2");
        site.Until("1", "over");
        story += site.Tell("ps --all --name python");
        Golden.Holds("live-work", story);
    }

    [Fact]
    public void Services_are_scaled()
    {
        var story = site.Tell("services --tenant friend", "submit --tenant friend --replicas 1 --name chat -- serve");
        site.Until("friend/chat", "running");
        story += site.Tell("services --tenant friend", "scale friend/chat 0", "services --tenant friend", "scale chat 3", "scale friend/chat many");
        site.Until("friend/chat", "over");
        Golden.Holds("live-services", story);
    }

    [Fact]
    public void Leases_are_quoted_confirmed_and_ended()
    {
        var lease = site.Write("lease.yaml", "name: summer\ntenant: friend\npool: h100\ncells: 2 x node\nfrom: 2026-06-01\nuntil: 2026-09-01\n");
        var wrong = site.Write("wrong.yaml", "name: summer\ntenant: friend\npool: h10O\ncells: 2 x node\nfrom: 2026-06-01\n");
        Golden.Holds("live-leases", site.Tell($"lease quote {lease}", $"lease confirm {lease}", $"lease confirm {lease}", $"lease quote {wrong}",
            "lease quote --tenant friend --pool h100 --cells \"3 x node\" --from 2026-06-01 --until 2026-07-01", "lease quote --tenant friend --pool h200 --cells \"1 x nod\" --nominal \"nodes: 1\" --from soon --until 2026-07-01",
            "lease confirm --name spring --tenant friend", "lease confirm --name autumn --tenant friend --pool h100 --cells \"1 x node\" --from 2026-09-01 --until 2026-10-01", "lease list", "lease end autumn --from 2026-09-15", "lease list", "lease end winter", "lease quote", "lease quote --price 2 --pool h100",
            "lease quote --pool h100 --cells \"1 x node\" --from 2026-10-01 --until 2026-11-01 --at 2026-09-20 --price 2.10", "lease quote --pool h100 --cells \"1 x node\" --from 2026-10-01 --until 2026-11-01 --at 2020-01-01", "lease quote --pool h100 --cells \"1 x node\" --from 2026-10-01 --until 2026-11-01 --price lots"));
    }

    [Fact]
    public void People_and_their_keys_come_and_go()
    {
        var story = site.Tell("tenants add startup --weight 2 --project training:3 --project small:1:4", "tenants add startup", "tenants add lab --project a:b", "users add ada --role admin --tenant startup", "users add bob --role king --tenant startup",
            "users list --tenant startup", "keys issue ada --tenant startup --label laptop", "keys issue eve --tenant startup", "keys list --tenant startup");
        var key = site.Run("keys", "issue", "ada", "--tenant", "startup", "--until", "30d").Out.TrimEnd();
        var own = new Dictionary<string, string?> { ["RHODES_URL"] = site.Url, ["RHODES_KEY"] = key };
        Assert.Equal("startup", JsonNode.Parse(Ask.With(own, "", "whoami", "--json").Out)!["tenant"]!.GetValue<string>());
        Assert.Equal(1, Ask.With(own, "", "audit").ExitCode);
        var id = key.Split('_')[1];
        Assert.Equal((2, $"KEY: is a whole key, which should stand in no command; expected its id: {id}\n"), Refusal(site.Run("keys", "revoke", key, "--tenant", "startup")));
        story += site.Tell($"keys revoke {id} --tenant startup");
        Assert.Contains("The key that was sent opens nothing", Ask.With(own, "", "whoami").Error, StringComparison.Ordinal);
        story += site.Tell("users remove ada --tenant startup", "users list --tenant startup", "tenants list");
        Golden.Holds("live-people", story);
    }

    [Fact]
    public void Nodes_are_drained_and_come_back() =>
        Golden.Holds("live-nodes", site.Tell("fabric nodes", "fabric nodes --down", "drain n3 --cause \"new fan\"", "fabric nodes --down", "drain n3", "undrain n3", "undrain n9", "audit --limit 2", "fabric show --at 2026-01-01"));

    [Fact]
    public void Watching_tells_each_change_until_Ctrl_C()
    {
        using var watch = RealProcess.Start(site.Environment, "watch", "--tenant", "friend");
        watch.WaitUntil(() => watch.Out.Contains("simulated hardware", StringComparison.Ordinal));
        // The stream may not stand yet: then the list that it starts from has the job.
        var number = int.Parse(site.Run("submit", "--tenant", "friend", "--name", "seen", "--", "./a").Out.Split('/')[1], CultureInfo.InvariantCulture);
        site.Until($"friend/{number}", "running");
        site.Run("cancel", $"friend/{number}");
        site.Until($"friend/{number}", "over");
        watch.WaitUntil(() => watch.Out.Contains($"friend/{number} seen: ", StringComparison.Ordinal) && watch.Out.Contains("cancelled", StringComparison.Ordinal));
        watch.Interrupt();
        Assert.Equal(130, watch.End().ExitCode);
    }

    [Fact]
    public void A_mistake_in_a_file_is_told_with_its_place_and_one_in_an_option_with_the_option()
    {
        var wrong = site.Write("wrong-job.yaml", "kind: Job\nname: a b\ngang: { device-per-node: 2 }\nclaim: lent\n");
        Golden.Holds("live-mistakes", site.Tell($"submit {wrong}", "submit --devices 3 --claim lent --within rak --segment 2 -- a", "submit --devices 3 --claim lent --within rak --memory lots --env A -- a",
            "submit --devices 3 --claim lent --within rak --memory lots --array 0 --env A=1 --accelerator h10 --workdir x -- a", "submit missing.yaml", "submit", $"submit {wrong} --nodes 2", $"submit {wrong} -- a", $"submit {wrong} {wrong}",
            "submit --after nobody -- a", "ps --state runing", "ps --limit 0", "ps --tenant nobody", "show", "show ../../whoami", "show friend/..", "explain house/", "cancel nothing", "cancel", "update 1", "explain train --at 3h", "lease list --context nobody"));
    }

    [Fact]
    public void Many_files_are_submitted_together_and_a_mistake_in_one_keeps_all()
    {
        using LiveSite own = new();   // others tell what all jobs are
        var first = own.Write("first-of-many.yaml", "---\n# Waits for a human.\nkind: Job\nname: first-of-many\ngang: { devices-per-node: 1 }\nheld: true\nrun: [echo, first]\n---\nkind: Job\nname: second-of-many\ngang: { devices-per-node: 1 }\nheld: true\nrun:\n- bash\n- -c\n- |\n  echo 2\n");
        var second = own.Write("array-of-many.json", """{"kind": "Job", "name": "array-of-many", "gang": {"devices-per-node": 1}, "array": 2, "held": true, "run": ["true"]}""");
        var wrong = own.Write("wrong-of-many.yaml", "kind: Job\nname: wrong-of-many\n---\nkind: Job\nname: last\ngang: { device-per-node: 2 }\n");
        var refused = own.Write("refused-of-many.yaml", "kind: Job\nname: refused-of-many\ngang: { devices-per-node: 1 }\narray: 100000\nrun: [\"true\"]\n");
        var empty = own.Write("empty-of-many.yaml", "---\n# nothing\n---\n");
        Refuses($"{wrong}:1:1: ", first, wrong);
        Refuses($"{empty}: the file is empty", first, empty);
        Refuses("--dry-run: is of one job, and 2 were given", first, "--dry-run");
        var done = own.Run("submit", first, second, refused, "--tenant", "friend");
        Assert.Equal(1, done.ExitCode);
        Assert.StartsWith($"{refused}: refused-of-many: ", done.Error, StringComparison.Ordinal);
        Assert.Matches(@"^friend/\d+\nfriend/\d+\nfriend/\d+\.\.\d+\n$", done.Out);
        Assert.Equal("held", (string)own.Json("show", "friend/second-of-many")["state"]!);

        void Refuses(string start, params string[] args)
        {
            var session = own.Run(["submit", "--tenant", "friend", .. args]);
            Assert.Equal((2, ""), (session.ExitCode, session.Out));
            Assert.StartsWith(start, session.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_may_come_through_a_pipe()
    {
        var session = Ask.With(new() { ["XDG_CONFIG_HOME"] = site.Config }, "kind: Job\nname: piped\ngang: { devices-per-node: 9 }\n", "submit", "-", "--tenant", "friend");
        Assert.Equal((2, "standard input:3:27: 9 devices on a node; expected at most 2, as the largest node of these kinds has\n"), Refusal(session));
    }

    private static (int, string) Refusal(Session session) => (session.ExitCode, session.Error);
}

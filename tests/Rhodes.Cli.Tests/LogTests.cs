using System.IO.Compression;
using System.Text.Json.Nodes;
using Rhodes.Server.Bench;
using Rhodes.Server.Data;
using Rhodes.Server.Log;

namespace Rhodes.Cli.Tests;

/// <summary><c>rhodes log</c>, and the processes that write to one.</summary>
public sealed class LogTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    private string Data => _scratch.File("data");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_log_is_verified_exported_and_restored()
    {
        Append();
        var verified = Verified(Data);
        foreach (var file in (string[])["log.jsonl", "log.jsonl.gz"])
        {
            var exported = Session.Of("log", "export", Data, "--out", _scratch.File(file));
            Assert.Equal((0, ""), (exported.ExitCode, exported.Error));
            var restored = Session.Of("log", "restore", _scratch.File(file), _scratch.File($"of-{file}"));
            Assert.Equal((0, ""), (restored.ExitCode, restored.Error));
            Assert.Equal(verified, Verified(_scratch.File($"of-{file}")));
        }

        using GZipStream packed = new(File.OpenRead(_scratch.File("log.jsonl.gz")), CompressionMode.Decompress);
        Assert.Equal(File.ReadAllText(_scratch.File("log.jsonl")), new StreamReader(packed).ReadToEnd());
    }

    [Fact]
    public void A_log_and_its_export_tell_the_site_and_a_job_as_they_were()
    {
        Fill(100);
        Assert.Equal(0, Session.Of("log", "export", Data, "--out", _scratch.File("log.jsonl.gz")).ExitCode);
        var verified = Verified(Data);
        var end = Shown(Data);
        Assert.Equal((verified.Entries, verified.State), ((long)end["entries"]!, (string)end["state_hash"]!));
        Assert.Equal(end.ToJsonString(), Shown(_scratch.File("log.jsonl.gz")).ToJsonString());
        var early = Shown(Data, "--at", "300ms");
        Assert.Equal(16, (long)early["entries"]!);
        Assert.Equal("2026-01-01T00:00:00.32Z", (string)early["at"]!);
        var tenant = early["tenants"]![0]!;
        Assert.Equal("all 13 13 104 0 0", $"{tenant["tenant"]} {tenant["jobs"]} {tenant["on_own_cells"]} {tenant["own_devices"]} {tenant["on_loan"]} {tenant["waiting"]}");
        Assert.Equal(104, (long)early["in_use"]!["guaranteed"]!);

        var told = Session.Of("explain", _scratch.File("log.jsonl.gz"), "all/1", "--at", "200ms");
        Assert.Equal((0, ""), (told.ExitCode, told.Error));
        Assert.Equal("all/1 (train), at 2026-01-01T00:00:00.22Z:", told.Out.Split('\n')[0]);
        Assert.Contains("It runs on its tenant's own cells, on 8 devices of n0, since 2026-01-01T00:00:00.08Z", told.Out, StringComparison.Ordinal);
        Assert.Contains("It is over since ", Session.Of("explain", Data, "all/1").Out, StringComparison.Ordinal);
        Assert.Equal("completed", (string)JsonNode.Parse(Session.Of("explain", Data, "all/1", "--json").Out)!["jobs"]![0]!["outcome"]!);
    }

    [Fact]
    public void What_a_log_cannot_tell_is_a_sentence()
    {
        Fill(100);
        Refused("FOLDER/none: there is no such file or folder; expected a data folder, or an export of a log", "log", "show", _scratch.File("none"));
        Refused("--at: 'noon'; expected an instant such as 2026-06-01, 2026-06-01T08:30Z or 2026-06-01T08:30:00+02:00, or a duration since the start such as 36h", "log", "show", Data, "--at", "noon");
        Refused("JOB: the site has no tenant 'al'; did you mean 'all'?", "explain", Data, "al/1");
        Refused("JOB: tenant 'all' has no job '5' at 2026-01-01T00:00:00.12Z; it has 3 jobs by then, numbered from 1.", "explain", Data, "all/5", "--at", "100ms");
        Refused("--set: is of no use with a log, which is as it was", "explain", Data, "all/1", "--set", "a=b");
        File.WriteAllText(_scratch.File("mine.jsonl"), "mine\n");
        Refused("FOLDER/mine.jsonl(1): found 'mine'; expected an export of a log, which begins with {\"kind\":\"rhodes_log.1\"}", "explain", _scratch.File("mine.jsonl"), "all/1");
    }

    [Fact]
    public void What_cannot_be_is_a_sentence()
    {
        Append();
        File.WriteAllText(_scratch.File("no-log"), "mine\n");
        Refused("FOLDER/none: there is no such folder; expected a data folder", "log", "verify", _scratch.File("none"));
        Refused("FOLDER/no-log(1): found 'mine'; expected an export of a log, which begins with {\"kind\":\"rhodes_log.1\"}", "log", "restore", _scratch.File("no-log"), _scratch.File("new"));
        Assert.False(Directory.Exists(_scratch.File("new")), "what was not restored is gone");
        Refused("FOLDER/data: something is there already; expected an empty folder, or none", "log", "restore", _scratch.File("no-log"), Data);
        Refused("--tell is only possible with --data", "bench", "log", "--tell");
        Session.Of("log", "export", Data, "--out", _scratch.File("log.jsonl.gz"));
        Assert.Equal(2, Session.Of("log", "export", Data, "--out", _scratch.File("log.jsonl.gz")).ExitCode);
        var bytes = File.ReadAllBytes(_scratch.File("log.jsonl.gz"));
        File.WriteAllBytes(_scratch.File("cut.gz"), bytes[..(bytes.Length / 2)]);
        Assert.StartsWith($"{_scratch.File("cut.gz")}: is damaged or cut off", Session.Of("log", "restore", _scratch.File("cut.gz"), _scratch.File("new")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_process_is_refused_with_the_pid_of_the_first_and_may_verify_and_export_beside_it()
    {
        using var first = RealProcess.Start("bench", "log", "--data", Data, "--seconds", "600");
        first.WaitUntil(() => Directory.Exists(Data) && File.Exists(_scratch.File("data/log.db-wal")) && new FileInfo(_scratch.File("data/log.db-wal")).Length > 100_000);
        var second = Session.Of("bench", "log", "--data", Data, "--seconds", "1");
        Assert.Equal((2, $"{Data}: another rhodes process has this data folder: pid {first.Id}. One at a time may write to it; end that one first, or name another folder.\n"), (second.ExitCode, second.Error));
        Assert.True(Verified(Data).Entries > 0);
        Assert.Equal(0, Session.Of("log", "export", Data, "--out", _scratch.File("live.jsonl")).ExitCode);
        first.Kill();
        Assert.Equal(0, Session.Of("log", "restore", _scratch.File("live.jsonl"), _scratch.File("copy")).ExitCode);
        Assert.True(Verified(Data).Entries >= Verified(_scratch.File("copy")).Entries);
        Append();   // the lock went with the process
    }

    private void Append()
    {
        var session = Session.Of("bench", "log", "--data", Data, "--seconds", "1", "--appenders", "4");
        Assert.Equal(0, session.ExitCode);
        Assert.Contains("chain whole", session.Error, StringComparison.Ordinal);
    }

    private static (long Entries, string Chain, string State) Verified(string data)
    {
        var session = Session.Of("log", "verify", data, "--json");
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        var json = JsonNode.Parse(session.Out)!;
        return ((long)json["entries"]!, (string)json["chain_hash"]!, (string)json["state_hash"]!);
    }

    /// <summary>A log of so many entries, 20 ms from one to the next.</summary>
    private void Fill(int entries)
    {
        using var folder = DataFolder.Open(Data, _ => { });
        SubmitsAndEnds work = new(new());
        for (var i = 0; i < entries; i++) folder.Store.Append(work.Next()).GetAwaiter().GetResult();
    }

    private static JsonNode Shown(params string[] args)
    {
        var session = Session.Of(["log", "show", .. args, "--json"]);
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        return JsonNode.Parse(session.Out)!;
    }

    private void Refused(string says, params string[] args)
    {
        var session = Session.Of(args);
        Assert.Equal((2, says), (session.ExitCode, session.Error.Replace(_scratch.Path, "FOLDER", StringComparison.Ordinal).TrimEnd()));
    }
}

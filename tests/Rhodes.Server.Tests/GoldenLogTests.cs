using Rhodes.Core.Control;
using Rhodes.Server.Bench;
using Rhodes.Server.Data;
using Rhodes.Server.Log;
using Rhodes.Tests.Shared;

namespace Rhodes.Server.Tests;

/// <summary>
/// A data folder and an export of the first format. Every later Rhodes must open them and come to the same state. They are never made anew: where this test fails, people's logs
/// cannot be read any more. A new format gets a folder of its own beside it: <c>RHODES_ACCEPT=1</c> makes one that is not there.
/// </summary>
public sealed class GoldenLogTests : IDisposable
{
    private const string ChainHash = "ec086c81ac4a1179b884b7847f7bba354513bd97dbe8b500ab4803b09e82f92a";
    private const string StateHash = "7b19300e089eac87e0d502d3560b41f93f6e87d80a0630fce22cdc5e14f99178";

    private static readonly string Golden = Repository.Place("tests", "Rhodes.Server.Tests", "Golden");

    private readonly ScratchFolder _scratch = new();

    private string Data => _scratch.File("log-1");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_first_format_opens_to_the_same_state()
    {
        Make();
        ScratchFolder.Copy(Path.Combine(Golden, "log-1"), Data);
        ScratchFolder.Copy(Path.Combine(Golden, "log-1", "snapshots"), Path.Combine(Data, "snapshots"));
        using var folder = DataFolder.Open(Data, Assert.Fail);
        var verdict = LogVerification.Verify(folder.Store, _ => { });
        Assert.Empty(verdict.Problems);
        Assert.Equal((120L, 1, ChainHash, StateHash), (verdict.End.Sequence, verdict.Snapshots, verdict.End.Hash.ToString(), verdict.StateHash));
        var opened = LogOpening.Open(folder.Store, []);
        Assert.Equal((80L, StateHash), (opened.Snapshot, Snapshot.Hash(opened.State)));
    }

    [Fact]
    public void Its_export_is_restored_to_the_same_state()
    {
        Make();
        using var file = File.OpenRead(Path.Combine(Golden, "log-1.jsonl"));
        using var folder = DataFolder.Begin(Data);
        var (end, problem) = LogImport.Read(file, folder.Store, _ => { });
        Assert.Equal((null, ChainHash), (problem, end.Hash.ToString()));
        Assert.Equal(StateHash, LogVerification.Verify(folder.Store, _ => { }).StateHash);
    }

    private static void Make()
    {
        var path = Path.Combine(Golden, "log-1");
        if (Directory.Exists(path) || Environment.GetEnvironmentVariable("RHODES_ACCEPT") != "1") return;
        SubmitsAndEnds work = new(new());
        using (var folder = DataFolder.Open(path, Assert.Fail))
        {
            LogSample.Fill(folder.Store, work, 80);
            folder.Store.Keep(new(folder.Store.End(), Snapshot.Of(work.State)));
            LogSample.Fill(folder.Store, work, 40);
            using var export = File.Create(path + ".jsonl");
            LogExport.Write(folder.Store, export, _ => { });
        }

        File.Delete(Path.Combine(path, "lock"));
        File.Delete(Path.Combine(path, "lock.pid"));
    }
}

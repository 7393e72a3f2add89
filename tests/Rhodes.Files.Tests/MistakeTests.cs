namespace Rhodes.Files.Tests;

/// <summary>
/// What people are told, word for word. Each file of the folder Mistakes has cases: a title behind <c>===</c>, the text of a file,
/// and behind <c>--- says</c> the whole answer.
/// </summary>
public sealed class MistakeTests
{
    private const string Title = "=== ", Says = "--- says";

    [Theory]
    [InlineData("document", "leases.yaml")]
    [InlineData("fabric", "fabric.yaml")]
    [InlineData("tenants", "tenants.yaml")]
    [InlineData("leases", "leases.yaml")]
    [InlineData("scenario", "scenario.yaml")]
    [InlineData("job", "job.yaml")]
    public void Every_mistake_is_told_with_its_place_and_what_would_be_right(string cases, string file)
    {
        var path = Path.Combine(Repository.Root, "tests", "Rhodes.Files.Tests", "Mistakes", cases + ".txt");
        var golden = File.ReadAllText(path).ReplaceLineEndings("\n");
        var actual = string.Concat(golden.Split(Title, StringSplitOptions.RemoveEmptyEntries).Select(each => Answered(each, file)));
        if (Environment.GetEnvironmentVariable("RHODES_ACCEPT") == "1") File.WriteAllText(path, actual);
        else Assert.Equal(golden, actual);
    }

    /// <summary>The case with the answer that is given now.</summary>
    private static string Answered(string one, string file)
    {
        var lines = one.Split('\n').ToList();
        var end = lines.IndexOf(Says);
        var text = string.Concat(lines.Skip(1).Take(end - 1).Select(line => line + "\n"));
        return $"{Title}{lines[0]}\n{text}{Says}\n{Answer(text, file)}\n";
    }

    private static string Answer(string text, string file)
    {
        using var folder = new ScratchFolder();
        folder.Write("faults.csv", "node,start,end\nmixed-one-node-1,2026-01-01,2025-01-01\nmixed-one-node-1,x\nnobody,1,2\n");
        folder.Write("outages.csv", "node,start_seconds,end_seconds\na,0,60\nb,60,\nb,60,60\nc,3600,\nc,1,5000\n,x,\nd,1\n");
        if (file != "job.yaml")
        {
            folder.Write(file, text);
            return file == "scenario.yaml"
                ? folder.Problems(ScenarioFiles.Load(folder.Path, Repository.Kinds))
                : folder.Problems(SiteFiles.Load(folder.Path, Repository.Kinds));
        }
        var site = SiteFiles.Load(folder.Path, Repository.Kinds).Value!;
        folder.Write(file, text);
        return folder.Problems(JobFiles.Load(folder.File(file), site));
    }
}

using System.Text;

namespace Rhodes.Files.Tests;

/// <summary>
/// Whatever a file holds, the answer is a value or problems, never an exception. The seed of a failure is in its message.
/// </summary>
public sealed class FuzzTests
{
    private const int PerExample = 1_000;

    private static readonly string[] Pieces =
    [
        "-1", "NaN", "99999999999999999999", "0", "1e400", "~", "null", "[]", "{}", "[", "}", ": ", "- ", "\n", "\t", "#", "'", "\"",
        "&a ", "*a", "!!int ", "%YAML 9999999999.1\n", "---\n", "...\n", "? ", "| ", ">-\n", "<<: ", "\0", "\uFEFF", "é", "×", "{n}", "{",
        "3000000 x rack", "9999d", "2x", "\\", "\u2028", "4000000", "2999-12-31", "count: 4000000, ", "!", "@", "`", "0x10", "\r", "😀",
    ];

    [Theory]
    [InlineData("workstation")]
    [InlineData("university")]
    [InlineData("philly")]
    public void Mutated_examples_give_values_or_problems(string example)
    {
        using var folder = new ScratchFolder();
        string[] files = ["fabric.yaml", "tenants.yaml", "leases.yaml", "scenario.yaml"];
        var sources = files.ToDictionary(file => file, file => File.ReadAllText(Path.Combine(Repository.Example(example), file)));
        foreach (var beside in Directory.GetFiles(Repository.Example(example)).Where(path => !path.EndsWith(".yaml", StringComparison.Ordinal)))
            File.Copy(beside, folder.File(Path.GetFileName(beside)));
        foreach (var (file, source) in sources) folder.Write(file, source);
        for (var seed = 0; seed < PerExample; seed++)
        {
            var random = new Random(seed);
            var file = files[random.Next(files.Length)];
            File.WriteAllBytes(folder.File(file), Mutated(sources[file], random));
            var failure = Record.Exception(() => Sound(ScenarioFiles.Load(folder.Path, Repository.Kinds)));
            Assert.True(failure is null, $"seed {seed} of {example}, {file}: {failure}");
            folder.Write(file, sources[file]);
        }
    }

    [Fact]
    public void Mutated_job_files_give_values_or_problems()
    {
        const string source = """
            kind: Job
            name: opus
            tenant: orca
            project: whales
            groups: [{ nodes: 8, devices-per-node: 8, accelerator: { h100: 1, h200: 1.43 }, within: pod, segment: { nodes: 4, level: rack } }]
            checkpoint: { every: 30m, takes: 45s, restart: 4m }
            time-limit: 21d
            after: [3, prepare]
            run: [bash, train.sh]
            """;
        using var folder = new ScratchFolder();
        var site = SiteFiles.Load(folder.Path, Repository.Kinds).Value!;
        for (var seed = 0; seed < 3 * PerExample; seed++)
        {
            File.WriteAllBytes(folder.File("job.yaml"), Mutated(source, new Random(seed)));
            var failure = Record.Exception(() => Sound(JobFiles.Load(folder.File("job.yaml"), site)));
            Assert.True(failure is null, $"seed {seed}: {failure}");
        }
    }

    [Fact]
    public void Mutated_sweeps_give_values_or_problems_and_their_values_read_back()
    {
        const string source = """
            name: grid
            scenario: .
            vary:
              leases.lab.steps[0].cells: [1 x node, 2 x rack, "a: b, c"]
              scenario.horizon: [{ from: 2026-01-01, until: 3d }, { from: 2026-01-01 }]
              scenario.workload[0].jobs[one].gang.nodes: [1, [2, 3], 4]
            with: [static]
            parallel: 2
            """;
        using var folder = new ScratchFolder();
        for (var seed = 0; seed < 3 * PerExample; seed++)
        {
            File.WriteAllBytes(folder.File("sweep.yaml"), Mutated(source, new Random(seed)));
            var failure = Record.Exception(() =>
            {
                var sweep = SweepFiles.Load(folder.Path, ["static"]);
                Sound(sweep);
                foreach (var value in sweep.Value?.Vary.SelectMany(swept => swept.Values) ?? []) ReadsBack(value);
                if (sweep.Value is not null) Sound(ScenarioFiles.Load(folder.Path, Repository.Kinds, sweep.Value.Combinations().First()));
            });
            Assert.True(failure is null, $"seed {seed}: {failure}");
        }
    }

    [Fact]
    public void Mutated_settings_give_values_or_problems()
    {
        string[] sources = ["leases.lab.steps[0].cells=40 x rack", "scenario.workload[0].jobs.one={ name: one, runs: 3h }", "fabric.pools[0].kind=h100", "tenants.orca.projects[whales].weight=3"];
        using var folder = new ScratchFolder();
        for (var seed = 0; seed < 3 * PerExample; seed++)
        {
            var text = Encoding.UTF8.GetString(Mutated(sources[seed % sources.Length], new Random(seed)));
            var failure = Record.Exception(() =>
            {
                var setting = Setting.Parse("--set", text);
                Sound(setting);
                if (setting.Value is { } sound) Sound(ScenarioFiles.Load(folder.Path, Repository.Kinds, [sound]));
                Sound(SweepFiles.Parse("--vary", text));
            });
            Assert.True(failure is null, $"seed {seed}, {text}: {failure}");
        }
    }

    [Fact]
    public void Noise_of_yaml_signs_gives_values_or_problems()
    {
        const string signs = "ab:  {}[]-?,#\n|>!&*\"'%@`<\\~";
        for (var seed = 0; seed < 60 * PerExample; seed++)
        {
            var random = new Random(seed);
            var noise = string.Concat(Enumerable.Range(0, 1 + seed % 12).Select(_ => signs[random.Next(signs.Length)]));
            var findings = new Yaml.Findings("noise");
            var text = $"a: [b, {noise}]";
            var failure = Record.Exception(() => Assert.True(Yaml.YamlDocument.Parse(text, "", findings) is not null || findings.Count > 0));
            Assert.True(failure is null, $"seed {seed}: {text}: {failure}");
        }
    }

    /// <summary>A value or problems, and each problem can be shown on at most two lines.</summary>
    private static void Sound<T>(Loaded<T> loaded) where T : class
    {
        Assert.Equal(loaded.IsSound, loaded.Problems.Count == 0);
        foreach (var problem in loaded.Problems)
        {
            Assert.True($"{problem}".Split('\n').Length <= 2, $"{problem}");
            Assert.DoesNotContain("   at ", $"{problem}", StringComparison.Ordinal);
        }
    }

    private static void ReadsBack(string value)
    {
        var findings = new Yaml.Findings("value");
        var read = Yaml.YamlDocument.Parse(value, "", findings);
        Assert.True(read is not null && Yaml.FlowText.Of(read) == value, value);
    }

    private static byte[] Mutated(string source, Random random)
    {
        var text = new StringBuilder(source);
        for (var times = random.Next(1, 4); times > 0; times--) Mutate(text, random);
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        if (random.Next(10) == 0 && bytes.Length > 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static void Mutate(StringBuilder text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(1, 20), text.Length - at);
        switch (random.Next(6))
        {
            case 0: text.Remove(at, length); break;
            case 1: text.Insert(at, Pieces[random.Next(Pieces.Length)]); break;
            case 2: text.Remove(at, length).Insert(at, Pieces[random.Next(Pieces.Length)]); break;
            case 3: text.Insert(at, text.ToString(at, length)); break;
            case 4: ReplaceWord(text, at, random); break;
            default: text.Length = at; break;
        }
    }

    /// <summary>Puts a piece, or another word of the file, where a value stands.</summary>
    private static void ReplaceWord(StringBuilder text, int at, Random random)
    {
        var all = text.ToString();
        var start = all.IndexOf(": ", Math.Min(at, all.Length), StringComparison.Ordinal);
        if (start < 0) return;
        var end = all.AsSpan(start + 2).IndexOfAny(",\n}]");
        if (end < 0) return;
        var words = all.Split([' ', ',', '\n', ':'], StringSplitOptions.RemoveEmptyEntries);
        text.Remove(start + 2, end).Insert(start + 2, random.Next(2) == 0 ? Pieces[random.Next(Pieces.Length)] : words[random.Next(words.Length)]);
    }
}

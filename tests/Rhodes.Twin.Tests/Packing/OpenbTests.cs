using System.Globalization;
using System.IO.Compression;
using Rhodes.Core.Packing;
using Rhodes.Tests.Shared;
using Rhodes.Twin.Packing;

namespace Rhodes.Twin.Tests.Packing;

/// <summary>Packing of the openb cluster's work, beside what is published.</summary>
public sealed class OpenbTests
{
    private static readonly string Folder = Repository.Place("bench", "openb");
    private static readonly PackingSet Set = PackingSet.Read(Folder);

    private static readonly Dictionary<(string Policy, int Seed), (double At100, double At130)> Published = File.ReadLines(Path.Combine(Folder, "published.csv")).Skip(1)
        .Select(line => line.Split(',')).ToDictionary(row => (row[0], int.Parse(row[1], CultureInfo.InvariantCulture)), row => (Number(row[2]), Number(row[3])));

    [Theory]
    [InlineData(42)]
    [InlineData(43)]
    [InlineData(44)]
    [InlineData(45)]
    public void Best_fit_and_FGD_come_to_what_is_published_and_ours_to_more(int seed)
    {
        var fits = PackingRun.Play(Set, seed, new BestFit(Set.Largest.CpuMilli, Set.Largest.Share));
        Assert.Equal(Published[("best-fit", seed)], (Percent(fits.AtCapacity), Percent(fits.AtEnd)));
        var gradient = PackingRun.Play(Set, seed, new FragmentationGradient(Set.Mix));
        Assert.Equal(Published[("fgd", seed)], (Percent(gradient.AtCapacity), Percent(gradient.AtEnd)));
        var ours = PackingRun.Play(Set, seed, new ExpectedUse(Set.Mix));
        Assert.True(ours.AtCapacity >= gradient.AtCapacity + 0.0045 && ours.AtEnd >= gradient.AtEnd + 0.0045, $"{ours} beside {gradient}");
    }

    [Fact]
    public void Ours_fills_half_a_point_more_than_FGD_in_the_mean()
    {
        var ours = Published.Keys.Select(key => key.Seed).Distinct().Select(seed => PackingRun.Play(Set, seed, new ExpectedUse(Set.Mix))).ToList();
        Assert.True(ours.Average(run => 100 * run.AtCapacity) >= Published.Where(row => row.Key.Policy == "fgd").Average(row => row.Value.At100) + 0.5);
        Assert.True(ours.Average(run => 100 * run.AtEnd) >= Published.Where(row => row.Key.Policy == "fgd").Average(row => row.Value.At130) + 0.5);
    }

    [Fact]
    public void FGD_chooses_the_published_nodes_one_by_one()
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(Path.Combine(Folder, "fgd-places-42.csv.gz")), CompressionMode.Decompress));
        List<string> expected = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
        var names = Set.Nodes(42).Select(node => node.Name).ToList();
        List<string> chosen = [];
        PackingRun.Play(Set, 42, new FragmentationGradient(Set.Mix), node => chosen.Add(names[node]));
        Assert.Equal(expected, chosen.Take(expected.Count));
    }

    [Theory]
    [InlineData("nodes.csv.gz", "", "line 1: found ''; expected the columns node,cpu_milli,memory_mib,devices")]
    [InlineData("nodes.csv.gz", "node,cpu_milli,memory_mib,devices,rank_x\n", "line 1: found the column 'rank_x'; expected rank_ and a seed")]
    [InlineData("nodes.csv.gz", "node,cpu_milli,memory_mib,devices,rank_1\n0,1,1,-8,0\n", "line 2, devices: found '-8'; expected a whole number")]
    [InlineData("pods.csv.gz", "pod,cpu_milli,memory_mib,devices,share\n0,1,1\n", "line 2: found 3 fields; expected 5")]
    [InlineData("arrivals-1.csv.gz", "pod\n7\n", "found pod 7; there are 0 to 0")]
    public void A_file_that_is_wrong_is_named_with_its_line(string file, string text, string expected)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "nodes.csv.gz"), "node,cpu_milli,memory_mib,devices,rank_1\n0,1000,1000,1,0\n");
            File.WriteAllText(Path.Combine(folder, "pods.csv.gz"), "pod,cpu_milli,memory_mib,devices,share\n0,100,100,1,500\n");
            File.WriteAllText(Path.Combine(folder, "arrivals-1.csv.gz"), "pod\n0\n");
            Assert.Single(PackingSet.Read(folder).Arrivals[1]);
            File.WriteAllText(Path.Combine(folder, file), text);
            Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => PackingSet.Read(folder)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Percent(double part) => Math.Round(100 * part, 2);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

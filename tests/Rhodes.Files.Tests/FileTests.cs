namespace Rhodes.Files.Tests;

/// <summary>What is wrong with a file before anything in it is.</summary>
public sealed class FileTests
{
    [Fact]
    public void All_problems_of_all_files_are_told_at_once()
    {
        using var folder = new ScratchFolder();
        folder.Write("fabric.yaml", ScratchFolder.Fabric.Replace("count: 16", "coun: 16", StringComparison.Ordinal));
        folder.Write("tenants.yaml", "tenants: [{ name: orca, weight: many }]");
        folder.Write("leases.yaml", "leases: [{ name: a, tenant: orca, pool: h100, cells: 2 x rack, from: 2026-01-01, until: soon }]");
        folder.Write("scenario.yaml", "{ horizon: { from: 2026-01-01 }, workload: [{ jobs: [{ name: 1.5, tenant: orca, at: 4 }] }] }");
        Assert.Equal(
            ["fabric.yaml:10:28", "tenants.yaml:1:33", "leases.yaml:1:89", "scenario.yaml:1:54", "scenario.yaml:1:54", "scenario.yaml:1:85"],
            folder.Problems(ScenarioFiles.Load(folder.Path, Repository.Kinds)).Split('\n').Select(line => line.Split(": ")[0]));
    }

    [Fact]
    public void A_missing_file_a_folder_in_its_place_and_no_site_at_all()
    {
        using var folder = new ScratchFolder();
        File.Delete(folder.File("leases.yaml"));
        File.Delete(folder.File("tenants.yaml"));
        Directory.CreateDirectory(folder.File("tenants.yaml"));
        Assert.Equal("""
            tenants.yaml: is a folder; expected the site's tenants, under the key 'tenants', a file
            leases.yaml: no such file; expected the site's leases, under the key 'leases'
            """, folder.Problems(SiteFiles.Load(folder.Path, Repository.Kinds)));
        Assert.Equal("nowhere: no such folder; expected a site folder with fabric.yaml, tenants.yaml and leases.yaml",
            folder.Problems(SiteFiles.Load(folder.File("nowhere"), Repository.Kinds)));
        Assert.Equal("fabric.yaml: is a file; expected a site folder with fabric.yaml, tenants.yaml and leases.yaml",
            folder.Problems(SiteFiles.Load(folder.File("fabric.yaml"), Repository.Kinds)));
        Assert.Equal("nowhere: no such file; expected a scenario: horizon, workload, faults",
            folder.Problems(ScenarioFiles.Load(folder.File("nowhere"), Repository.Kinds)));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_told_with_their_place()
    {
        using var folder = new ScratchFolder();
        File.WriteAllBytes(folder.File("leases.yaml"), [.. "leases:\n  - "u8, 0xC3, 0x28]);
        Assert.Equal("leases.yaml:2:5: bytes that are not UTF-8; expected text saved as UTF-8", folder.Problems(SiteFiles.Load(folder.Path, Repository.Kinds)));
        File.WriteAllBytes(folder.File("leases.yaml"), [.. "leases: []"u8, 0x00]);
        Assert.Equal("leases.yaml:1:11: the control character U+0000; expected printable text", folder.Problems(SiteFiles.Load(folder.Path, Repository.Kinds)));
        File.WriteAllBytes(folder.File("leases.yaml"), [0xEF, 0xBB, 0xBF, .. "leases: []\r\n"u8]);
        Assert.Equal("", folder.Problems(SiteFiles.Load(folder.Path, Repository.Kinds)));
    }

    [Fact]
    public void A_huge_file_is_refused_before_it_is_read()
    {
        using var folder = new ScratchFolder();
        using (var file = File.Create(folder.File("leases.yaml"))) file.SetLength(20 * 1024 * 1024);
        Assert.Equal("leases.yaml: the file is larger than 16 MiB; expected the site's leases, under the key 'leases'",
            folder.Problems(SiteFiles.Load(folder.Path, Repository.Kinds)));
    }

    [Fact]
    public void Of_very_many_problems_the_rest_is_counted()
    {
        using var folder = new ScratchFolder();
        folder.Write("leases.yaml", "leases:\n" + string.Concat(Enumerable.Repeat("  - oops\n", 5_000)));
        var problems = SiteFiles.Load(folder.Path, Repository.Kinds).Problems;
        Assert.Equal((1_001, "leases.yaml: 4000 more problems; expected none"), (problems.Count, Repository.Text([problems[^1]], folder.Path)));
    }
}

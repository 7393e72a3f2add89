using System.Xml.Linq;

namespace Rhodes.Core.Tests.Architecture;

/// <summary>Arrows point inwards only.</summary>
public sealed class ProjectTests
{
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Rhodes.Core"] = [],
        ["Rhodes.Files"] = ["Rhodes.Core"],
        ["Rhodes.Engines"] = ["Rhodes.Core"],
        ["Rhodes.Gateway"] = ["Rhodes.Core"],
        ["Rhodes.Sourcing"] = ["Rhodes.Core", "Rhodes.Files"],
        ["Rhodes.Twin"] = ["Rhodes.Core", "Rhodes.Files"],
        ["Rhodes.Server"] = ["Rhodes.Core", "Rhodes.Files", "Rhodes.Engines", "Rhodes.Twin"],
        ["Rhodes.Cli"] =
        [
            "Rhodes.Core", "Rhodes.Files", "Rhodes.Engines", "Rhodes.Gateway", "Rhodes.Sourcing", "Rhodes.Twin", "Rhodes.Server",
        ],
    };

    /// <summary>They run in the compiler and are no part of what is built.</summary>
    private static readonly string[] Analyzers = ["Microsoft.CodeAnalysis.BannedApiAnalyzers", "Meziantou.Analyzer"];

    private static readonly string[] Databases = ["sqlite", "npgsql"];

    private static IEnumerable<string> Projects => SourceTree.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal));

    [Fact]
    public void A_project_references_only_those_further_in() => Assert.Empty(
        from project in SourceTree.Under("src", ".csproj")
        let name = Path.GetFileNameWithoutExtension(project)
        from reference in Items(project, "ProjectReference").Select(item => Path.GetFileNameWithoutExtension(item.Include))
        where !MayReference.TryGetValue(name, out var allowed) || !allowed.Contains(reference)
        select $"{project}: {name} may not reference {reference}");

    [Fact]
    public void Every_project_has_its_place_in_the_table() => Assert.Empty(
        SourceTree.Under("src", ".csproj").Select(Path.GetFileNameWithoutExtension).Except(MayReference.Keys));

    [Fact]
    public void The_core_references_nothing_but_the_base_library()
    {
        const string Core = "src/Rhodes.Core/Rhodes.Core.csproj";
        Assert.Empty(Items(Core, "ProjectReference").Concat(Items(Core, "Reference")).Concat(Items(Core, "FrameworkReference")));
        Assert.All(Items(Core, "PackageReference"), package =>
        {
            Assert.Contains(package.Include, Analyzers);
            Assert.Equal("all", package.PrivateAssets);
        });
    }

    [Fact]
    public void Only_the_server_knows_a_database() => Assert.Empty(
        from project in SourceTree.Under("src", ".csproj")
        where Path.GetFileNameWithoutExtension(project) != "Rhodes.Server"
        from package in Items(project, "PackageReference")
        where Databases.Any(name => package.Include.Contains(name, StringComparison.OrdinalIgnoreCase))
        select $"{project}: {package.Include} belongs to Rhodes.Server");

    /// <summary>The log's own room knows no store, so that another database can join.</summary>
    [Theory]
    [InlineData("Log", "Sqlite", "Data", "Bench", "Microsoft.Data")]
    [InlineData("Sqlite", "Data", "Bench")]
    [InlineData("Data", "Bench", "Microsoft.Data")]
    public void Rooms_of_the_server_know_only_those_further_in(string room, params string[] mayNotName) => Assert.Empty(
        from file in SourceTree.Under($"src/Rhodes.Server/{room}", ".cs")
        let code = CodeText.Of(SourceTree.Read(file))
        from name in mayNotName
        where code.Contains(name.Contains('.', StringComparison.Ordinal) ? name : $"Rhodes.Server.{name}", StringComparison.Ordinal)
        select $"{file}: {room} may not name {name}");

    [Fact]
    public void Every_project_is_in_the_solution() => Assert.Equal(
        Projects,
        XDocument.Parse(SourceTree.Read("Rhodes.slnx")).Descendants("Project")
            .Select(project => project.Attribute("Path")!.Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_project_has_a_lock_file() => Assert.Empty(
        Projects.Select(project => $"{Path.GetDirectoryName(project)}/packages.lock.json").Except(SourceTree.Files));

    private static IEnumerable<(string Include, string? PrivateAssets)> Items(string project, string kind) =>
        XDocument.Parse(SourceTree.Read(project)).Descendants(kind)
            .Select(item => (item.Attribute("Include")!.Value, item.Attribute("PrivateAssets")?.Value));
}

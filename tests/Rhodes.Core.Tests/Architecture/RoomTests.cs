namespace Rhodes.Core.Tests.Architecture;

public sealed class RoomTests
{
    private const string Core = "src/Rhodes.Core";

    [Fact]
    public void A_room_names_only_the_rooms_that_it_may_know()
    {
        var files = SourceTree.Under(Core, ".cs").Select(file => (Path: file[(Core.Length + 1)..], Source: SourceTree.Read(file))).ToList();
        Assert.NotEmpty(files);
        var types = Rooms.TypesOf(files);
        Assert.Empty(files.SelectMany(file => Rooms.Violations(file.Path, file.Source, types)));
    }

    [Fact]
    public void No_room_is_let_in_by_the_project_file() =>
        Assert.DoesNotContain("<Using ", SourceTree.Read($"{Core}/Rhodes.Core.csproj"), StringComparison.Ordinal);

    [Theory]
    [InlineData("using Rhodes.Core.Lending;\nnamespace Rhodes.Core.PrivateClusters;", "PrivateClusters/A.cs:1: PrivateClusters may not name Lending")]
    [InlineData("using static Rhodes.Core.Lending.Desk;\nnamespace Rhodes.Core.PrivateClusters;", "PrivateClusters/A.cs:1: PrivateClusters may not name Lending")]
    [InlineData("using D = global::Rhodes.Core.Lending.Desk;\nnamespace Rhodes.Core.PrivateClusters;", "PrivateClusters/A.cs:1: PrivateClusters may not name Lending")]
    [InlineData("namespace Rhodes.Core.PrivateClusters;\nclass A { Rhodes.Core.Control.Core c; }", "PrivateClusters/A.cs:2: PrivateClusters may not name Control")]
    [InlineData("namespace Rhodes.Core.PrivateClusters;\n\nclass A { Lending.Desk d; }", "PrivateClusters/A.cs:3: PrivateClusters may not name Lending")]
    [InlineData("namespace Rhodes.Core.PrivateClusters;\nclass A { Core.Lending.Desk d; }", "PrivateClusters/A.cs:2: PrivateClusters may not name Lending")]
    [InlineData("namespace Rhodes.Core.PrivateClusters;\nclass A { string S => $\"{Lending.Desk.Count}\"; }", "PrivateClusters/A.cs:2: PrivateClusters may not name Lending")]
    [InlineData("namespace Rhodes.Core;", "PrivateClusters/A.cs: its namespace is 'Rhodes.Core'; its folder says 'Rhodes.Core.PrivateClusters'")]
    [InlineData("class A;", "PrivateClusters/A.cs: its namespace is ''; its folder says 'Rhodes.Core.PrivateClusters'")]
    public void A_room_that_names_another_is_found_out(string source, string violation) =>
        Assert.Equal([violation], Violations("PrivateClusters/A.cs", source));

    [Theory]
    [InlineData("using Rhodes.Core.Fabric;\nnamespace Rhodes.Core.PrivateClusters;")]
    [InlineData("namespace Rhodes.Core.PrivateClusters; // unlike Rhodes.Core.Lending")]
    [InlineData("namespace Rhodes.Core.PrivateClusters;\nclass A { string s = \"Rhodes.Core.Lending\"; }")]
    [InlineData("namespace Rhodes.Core.PrivateClusters;\nclass A { int x = Lending.Count; int y = state.Lending.Desk; }")]
    public void Comments_texts_and_properties_are_no_names_of_rooms(string source) => Assert.Empty(Violations("PrivateClusters/A.cs", source));

    [Theory]
    [InlineData("A.cs")]
    [InlineData("Helpers/A.cs")]
    public void A_file_stands_in_a_room(string path) => Assert.Contains("is no room", Assert.Single(Violations(path, "")), StringComparison.Ordinal);

    private static IEnumerable<string> Violations(string path, string source) =>
        Rooms.Violations(path, source, new() { ["Lending"] = ["Desk"] });
}

namespace Rhodes.Files.Tests;

/// <summary>Plain JSON is read by a quicker way, and must come out as it does by the other: a comment at the end makes the same document YAML, and changes no place in it.</summary>
public sealed class JsonJobTests
{
    private static readonly string[] Documents =
    [
        """{"kind":"Job","name":"a","gang":{"devices-per-node":1},"run":["true"]}""",
        " { \"kind\" : \"Job\",\n  \"name\": \"a b\",\r\n\n   \"gang\": {\"nodes\": 2, \"device-per-node\": 1.0},\n\"claim\":\"lent\"} ",
        """{"kind":"Job","name":"a","gang":{"devices-per-node":1},"environment":{"E":"\"quoted\" \u0041\\","EMPTY":""},"held":true,"priority":-3}""",
        """{"kind":"Job","name":null,"gang":null,"array":1e3,"held":"yes","time-limit":60}""",
        """{"kind":"Job","name":"a","name":"b","gang":{"devices-per-node":1}}""",
        """{"kind":"Job","name":"w\u00f6rter","gang":{"devices-per-node":1}}""",
        """{"kind":"Job","name":"wörter","gang":{"devices-per-node":1}}""",
        """{"kind":"Job","name":"\ud83d\ude00","gang":{"devices-per-node":1}}""",
        """{"kind":"Job","\ud800":"\udc00","name":"a"}""",
        """{"kind":"Job","name":"\ud800","gang":{"devices-per-node":1}}""",
        """{"kind":"Job","name":"a","gang":{"devices-per-node":1},}""",
        """{"kind":"Job"} {"kind":"Job"}""",
        """{"name":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}""",
        """["kind"]""",
        "{}",
        "[]",
        "7",
        "",
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Documents.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void Json_is_read_as_the_same_text_is_as_yaml(int number)
    {
        var (quick, slow) = (Read(Documents[number]), Read(Documents[number] + "\n# YAML"));
        Assert.Equal(slow.Problems, quick.Problems);
        Assert.Equivalent(slow.Value, quick.Value);
    }

    private static Loaded<JobFile> Read(string text)
    {
        using var folder = new ScratchFolder();
        return JobFiles.Parse("the document", System.Text.Encoding.UTF8.GetBytes(text), SiteFiles.Load(folder.Path, Repository.Kinds).Value!, "orca");
    }
}

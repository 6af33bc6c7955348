// Each test has a workspace of its own. More at a time than this only makes two cores wait for each other.
[assembly: Parallelizable(ParallelScope.All)]
[assembly: LevelOfParallelism(3)]

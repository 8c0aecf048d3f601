package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.ByteRange.Asked;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({"bytes=0-0,0,0", "bytes=2-5,2,5", "bytes=2-,2,9", "bytes=-3,7,9", "bytes=-30,0,9", "bytes=9-100,9,9"})
    void one_part_of_ten_bytes_is_what_the_standard_says(String header, long first, long last) {
        assertThat(ByteRange.of(Optional.of(header), 10)).isEqualTo(new Asked.Part(new ByteRange(first, last)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
    void what_begins_behind_the_end_is_nothing(String header) {
        assertThat(ByteRange.of(Optional.of(header), 10)).isEqualTo(new Asked.Nothing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes=",
                "bytes=-",
                "bytes=5-2",
                "bytes=a-b",
                "bytes=0-1,3-4",
                "lines=0-1",
                "bytes=99999999999999999999-"
            })
    void what_is_not_understood_is_ignored(String header) {
        assertThat(ByteRange.of(Optional.of(header), 10)).isEqualTo(new Asked.Whole());
    }

    @Test
    void without_a_range_all_is_sent() {
        assertThat(ByteRange.of(Optional.empty(), 10)).isEqualTo(new Asked.Whole());
    }
}
